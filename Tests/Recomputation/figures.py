"""Figures that are known or missing, what an administration reported, and how a KPI is written.

The rules are those of `docs/semantics.md`, read and written out by hand: sections 1 (missing
figures), 3 (cells and totals), 5 (conditions and policies), 7 (scores), 11 (the year before), 14
(validation) and 15 (numbers).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

IMPORT, EXPORT, TRANSIT = "import", "export", "transit"
FLOWS = (IMPORT, EXPORT, TRANSIT)
TRADE = (IMPORT, EXPORT)
MODES = ("sea", "air", "rail", "road")
PLACES_OF_CONTROL = ("cargo", "post", "express", "travellers", "vehicles")
AGREEMENTS = ("cites", "basel", "montreal", "other")
# What is said of an administration and is no figure; no score depends on it.
ATTRIBUTES = ("region", "income_group", "landlocked", "small_island")
ADOPTION = ("none", "planned", "partial", "full")


class Cause(NamedTuple):
    """Why a figure is missing, and where."""

    reason: str
    name: str
    cell: str | None
    year: int

    def text(self, year):
        """`reason@name[cell, year]`; the year only where it is not the one asked about."""
        where = [self.cell] if self.cell else []
        where += [str(self.year)] if self.year != year else []
        return f"{self.reason}@{self.name}" + (f"[{', '.join(where)}]" if where else "")


@dataclass(frozen=True)
class Figure:
    """A known value, or missing for one or more causes. What is computed from missing figures is
    missing for the causes of all of them."""

    value: Fraction | str | None = None
    causes: frozenset = frozenset()

    @property
    def known(self):
        return not self.causes

    @property
    def reasons(self):
        return {cause.reason for cause in self.causes}

    @property
    def does_not_apply(self):
        return self.reasons == {"not_applicable"}

    def __add__(self, other):
        return combined(lambda a, b: a + b, self, other)

    def __sub__(self, other):
        return combined(lambda a, b: a - b, self, other)

    def __rsub__(self, other):
        return figure(other) - self

    def __mul__(self, other):
        return combined(lambda a, b: a * b, self, other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        """Zero as the denominator is a cause of its own, but only where both sides are known."""
        if self.known and figure(other).equals(0):
            return ZERO_DENOMINATOR
        return combined(lambda a, b: a / b, self, other)

    def __abs__(self):
        return combined(abs, self)

    # A condition about a missing figure does not hold.

    def __lt__(self, limit):
        return self.known and self.value < limit

    def equals(self, number):
        return self.known and self.value == number


ZERO_DENOMINATOR = Figure(causes=frozenset([Cause("zero_denominator", "", None, 0)]))


def figure(number):
    return number if isinstance(number, Figure) else Figure(Fraction(number))


def missing(reason, name, cell, year):
    return Figure(causes=frozenset([Cause(reason, name, cell, year)]))


def combined(function, *operands):
    """A function of figures; missing for all causes of all operands, if one is missing."""
    operands = [figure(operand) for operand in operands]
    causes = frozenset().union(*(operand.causes for operand in operands))
    if causes:
        return Figure(causes=causes)
    return Figure(function(*(operand.value for operand in operands)))


def mean(*operands):
    return combined(lambda *values: Fraction(sum(values), len(values)), *operands)


# Numbers. Everything is a fraction; logarithms and roots are rounded once, to 34 digits, half to
# even.

LONG = Context(prec=90, rounding=ROUND_HALF_EVEN)


def rounded_to_34(number):
    return Fraction(Context(prec=34, rounding=ROUND_HALF_EVEN).plus(number))


def ln(number):
    number = Fraction(number)
    above, below = LONG.ln(Decimal(number.numerator)), LONG.ln(Decimal(number.denominator))
    return rounded_to_34(LONG.subtract(above, below))


def square_root(operand):
    def root(value):
        ratio = LONG.divide(Decimal(value.numerator), Decimal(value.denominator))
        return rounded_to_34(LONG.sqrt(ratio))
    return combined(root, operand)


def percent(number):
    return Fraction(number) / 100


def clamped(number, one_end, other_end):
    return max(min(one_end, other_end), min(max(one_end, other_end), Fraction(number)))


# How far a value is from the goalpost that earns 0 to the one that earns 100: 0 .. 1.


def linear(value, zero, full):
    return combined(lambda v: (clamped(v, zero, full) - zero) / Fraction(full - zero), value)


def logarithmic(value, zero, full):
    return combined(
        lambda v: (ln(clamped(v, zero, full)) - ln(zero)) / (ln(full) - ln(zero)), value)


class Sheet(NamedTuple):
    """What the definition says of inputs: by what they are broken down, and what must hold."""

    cells: dict  # input: the values of its axis
    at_most: dict  # input: the highest
    part_of: dict  # input: the input that it cannot exceed, in the same cell
    checks: dict  # input: further conditions, functions of the answers and the value

    @staticmethod
    def together(sheets):
        return Sheet(*({k: v for part in parts for k, v in part.items()} for parts in zip(*sheets)))


class Data:
    """The rows of a data file: one for each administration and year, with a column for each figure
    (`declarations[import]`)."""

    def __init__(self, path, sheets):
        self.sheet = Sheet.together(sheets)
        self.rows = {}  # (subject, year): {(input, cell): figure}
        self.validated = {}
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                subject, year = row.pop("administration"), int(row.pop("period"))
                for attribute in ATTRIBUTES:
                    row.pop(attribute, None)
                said = self.rows[subject, year] = {}
                for column, text in row.items():
                    name, _, cell = column.rstrip("]").partition("[")
                    said[name, cell or None] = read(text, name, cell or None, year)

    def answers(self, subject, year):
        """What is left of the rows of a subject and year after ranges and checks."""
        if (subject, year) not in self.validated:
            within = self.within_range(self.rows.get((subject, year), {}), year)
            self.validated[subject, year] = self.checked(within, subject, year)
        return self.validated[subject, year]

    def within_range(self, rows, year):
        rows = dict(rows)
        for (name, cell), said in rows.items():
            if said.known and not isinstance(said.value, str):
                high = self.sheet.at_most.get(name)
                if said.value < 0 or (high is not None and said.value > high):
                    rows[name, cell] = missing("invalid", name, cell, year)
        return rows

    def checked(self, rows, subject, year):
        """A figure that fails a check becomes invalid; so does a total that is added up from cells.
        Every check sees the figures as they were before any check, also those of other years."""
        def at(earlier):
            return rows if earlier == year else self.within_range(
                self.rows.get((subject, earlier), {}), earlier)

        places = set(rows) | {(name, None) for name, _ in rows if name in self.sheet.cells}
        result = dict(rows)
        for name, cell in places:
            x = Answers(self.sheet.cells, at, year, cell)
            value = getattr(x, name)
            if value.known and self.fails(name, x, value):
                result[name, cell] = missing("invalid", name, cell, year)
        return result

    def fails(self, name, x, value):
        whole = self.sheet.part_of.get(name)
        return (whole is not None and exceeds(value, getattr(x, whole))) or any(
            not check(x, value) for check in self.sheet.checks.get(name, ()))


def read(text, name, cell, year):
    """A number, the level of an instrument, or the reason why there is none: a blank is a figure
    that was not reported."""
    if text in ADOPTION:
        return Figure(text)
    if text.lstrip("-")[:1].isdigit():
        return Figure(Fraction(text))
    return missing(text or "not_reported", name, cell, year)


def exceeds(value, limit):
    """Known to be higher; nothing exceeds what is missing."""
    return combined(lambda a, b: a > b, value, limit).value is True


class Answers:
    """The answers of one administration for one year, as a formula reads them: `x.declarations` is
    the figure of the cell that is being computed, or the total (over the cells that the KPI has);
    `x.at("import")` reads that cell, and `x.year_before` the year before."""

    def __init__(self, cells, rows_of, year, cell=None, part=None, first_year=None):
        self._cells, self._rows_of = cells, rows_of
        self.year, self.cell, self.part = year, cell, part
        self.first_year = first_year or year

    def at(self, *cells):
        cell, part = (cells[0], self.part) if len(cells) == 1 else (None, cells)
        return Answers(self._cells, self._rows_of, self.year, cell, part, self.first_year)

    @property
    def year_before(self):
        return Answers(
            self._cells, self._rows_of, self.year - 1, self.cell, self.part, self.first_year)

    def __getattr__(self, name):
        axis = self._cells.get(name)
        if axis is None or self.cell is not None:
            return self._reported(name, self.cell if axis else None)
        part = tuple(cell for cell in axis if self.part is None or cell in self.part)
        rows = self._rows_of(self.year)
        if part == axis and (name, None) in rows:
            return rows[name, None]
        if not any((name, cell) in rows for cell in part):
            return self._absent(name, None)
        cells = [self._reported(name, cell) for cell in part]
        # A cell that does not apply is left out of the total; any other missing cell is not.
        unknown = [cell for cell in cells if not cell.known and not cell.does_not_apply]
        summed = [cell for cell in cells if cell.known]
        if unknown or not summed:
            return Figure(causes=frozenset().union(*(cell.causes for cell in unknown or cells)))
        return Figure(sum(cell.value for cell in summed))

    def _reported(self, name, cell):
        return self._rows_of(self.year).get((name, cell)) or self._absent(name, cell)

    def _absent(self, name, cell):
        earlier = self.year < self.first_year
        return missing("no_previous_period" if earlier else "not_reported", name, cell, self.year)

    def instrument(self, outcome, name):
        """The level given for this outcome, else the one given for every outcome that asks."""
        asked = f"{outcome}.{name}"
        rows = self._rows_of(self.year)
        given = rows.get((asked, None)) or rows.get((name, None)) or self._absent(asked, None)
        # What is missing is missing where it was asked.
        return Figure(given.value, frozenset(c._replace(name=asked) for c in given.causes))


@dataclass
class Node:
    """A KPI, or a result that is printed beside them: a formula, and how its value is scored and
    shown."""

    name: str
    formula: object
    outcome: str | None = None
    by: tuple = ()  # the same formula for each of these as well
    total: bool = True
    score: object = None  # the score of a value; None: it is not scored
    score_at: str | None = None  # the cell that is scored, else the total
    decimals: int = 1
    is_percent: bool = True

    @property
    def cells(self):
        return ([None] if self.total else []) + list(self.by)

    def __call__(self, x):
        """The value. A formula gives a reason, as text, where a condition decides that there is
        none. A denominator of zero anywhere in the formula makes the whole KPI not applicable."""
        given = self.formula(x)
        if isinstance(given, str):
            return missing(given, self.name, x.cell, x.year)
        if "zero_denominator" in given.reasons:
            return missing("not_applicable", self.name, x.cell, x.year)
        return given

    def scored(self, x):
        """The score; a missing value has a missing score, for the same causes."""
        value = self(x)
        return self.score(value, x) if value.known else value


NODES = {}


def kpi(outcome, score=None, **options):
    """Declares the function below as the formula of a KPI of an outcome."""
    def declare(formula):
        name = formula.__name__
        NODES[name] = Node(name, formula, outcome, score=score, **options)
        return NODES[name]
    return declare


def result(**options):
    """Declares the function below as a result that is printed and not combined."""
    def declare(formula):
        NODES[formula.__name__] = Node(formula.__name__, formula, **options)
        return NODES[formula.__name__]
    return declare


def scored_linear(zero, full):
    return lambda value, x: 100 * linear(value, zero, full)


def scored_logarithmic(zero, full):
    return lambda value, x: 100 * logarithmic(value, zero, full)
