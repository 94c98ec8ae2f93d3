#!/usr/bin/env python3
"""An independent recomputation of the WCO Performance Measurement Mechanism, edition 1.0.0.

Every one of the 51 KPIs, the results beside them, the 23 outcomes, the 4 dimensions and the whole
are computed here a second time, in plain Python (standard library only), by formulas written by
hand after reading the definitions in `Definitions/wco-pmm/1.0.0` and what they mean by
`docs/semantics.md`. Nothing here reads a `.pmm` file or calls pmm: agreement of the two is
evidence for both, and `Tests/pmmTests/RecomputationTests.swift` asks for it figure by figure. It
needs Python 3.9.

    python3 wco_pmm.py FILE SUBJECT YEAR [SUBJECT YEAR ...]

prints CSV with a row for each subject, year, node and cell:

    value, score              the exact figure, as a fraction
    value_12, score_12        the same with twelve significant digits, half to even
    shown, shown_score        as it is published: rounded half up to the decimals of the node
    reasons                   why the score, or else the value, is missing, and where

Values that are a percentage are printed times 100. All numbers are exact fractions (`Fraction`);
logarithms and square roots, which are not, are rounded once to 34 digits (`figures.py`).

Left out, because no score depends on them unless an administration chooses so: the alternatives
(`may use`) and the inputs that only they read; flags (estimated, provisional ...), disclosure and
warnings.

One file for each dimension holds its KPIs, one function each, in the names of the inputs.
"""

import csv
import sys
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

import enforcement_and_protection
import organizational_development
import revenue_collection
import trade_facilitation
from figures import ADOPTION, NODES, Answers, Data, Figure, combined, mean, missing, percent

DIMENSIONS = {
    "trade_facilitation": trade_facilitation,
    "revenue_collection": revenue_collection,
    "enforcement_and_protection": enforcement_and_protection,
    "organizational_development": organizational_development,
}

# The share of its scores that an outcome, a dimension and the whole need, to have one of their own.
OUTCOME_NEEDS, DIMENSION_NEEDS, WHOLE_NEEDS = percent(50), percent(60), percent(75)


def combine(name, year, scores, needs):
    """The mean of the scores that are there. What does not apply is not asked for."""
    there = [score for score in scores if score.known]
    asked = [score for score in scores if not score.does_not_apply]
    causes = frozenset().union(*(score.causes for score in scores))
    if len(there) < needs * len(asked):
        return Figure(causes=causes | missing("not_enough", name, None, year).causes)
    return mean(*there) if there else Figure(causes=causes)


def application(outcome, instruments, x):
    """The lower median of the levels that were answered, and how many instruments have each level,
    or no answer."""
    answers = [x.instrument(outcome, instrument) for instrument in instruments]
    levels = sorted(ADOPTION.index(answer.value) for answer in answers if answer.known)
    median = (
        Figure(ADOPTION[levels[(len(levels) - 1) // 2]]) if levels
        else Figure(causes=frozenset().union(*(answer.causes for answer in answers))))
    counts = [levels.count(level) for level in range(len(ADOPTION))]
    return median, counts + [len(answers) - len(levels)]


class Report:
    """The rows of one subject and year."""

    def __init__(self, data, subject, year):
        self.subject, self.year, self.rows = subject, year, []
        self.data = data

    def answers(self, cell=None, part=None):
        def rows_of(year):
            return self.data.answers(self.subject, year)
        return Answers(self.data.sheet.cells, rows_of, self.year, cell, part)

    def compute(self):
        dimensions = [
            self.combined(dimension, self.outcomes_of(module), DIMENSION_NEEDS)
            for dimension, module in DIMENSIONS.items()]
        self.combined("wco_pmm", dimensions, WHOLE_NEEDS)
        for node in NODES.values():
            if node.outcome is None:
                self.formula(node)
        return self.rows

    def outcomes_of(self, module):
        """The scores of the outcomes that have one."""
        scores = []
        for outcome, instruments in module.OUTCOMES.items():
            kpis = [self.formula(node) for node in NODES.values() if node.outcome == outcome]
            scored = [score for score in kpis if score is not None]
            if scored:
                scores.append(self.combined(outcome, scored, OUTCOME_NEEDS))
            median, counts = application(outcome, instruments, self.answers())
            self.add(f"{outcome}.application", None, median, None, decimals=None)
            for level, count in zip((*ADOPTION, "missing"), counts):
                self.add(f"{outcome}.application", level, Figure(Fraction(count)), None, decimals=0)
        return scores

    def combined(self, name, scores, needs):
        score = combine(name, self.year, scores, needs)
        self.add(name, None, score, score, decimals=1)
        return score

    def formula(self, node):
        """Adds a row for each cell of a KPI or result. Its score; None if it has none."""
        result = None
        for cell in node.cells:
            x = self.answers(cell, node.by or None)
            score = node.scored(x) if node.score and cell == node.score_at else None
            result = result or score
            value = combined(lambda v: v * 100, node(x)) if node.is_percent else node(x)
            self.add(node.name, cell, value, score, node.decimals)
        return result

    def add(self, name, cell, value, score, decimals):
        causes = value.causes or (score.causes if score else frozenset())
        self.rows.append({
            "subject": self.subject, "period": self.year, "node": name, "cell": cell or "",
            "value": text(value, str), "value_12": text(value, twelve_digits),
            "shown": text(value, lambda number: shown(number, decimals)),
            "score": text(score, str), "score_12": text(score, twelve_digits),
            "shown_score": text(score, lambda number: shown(number, 1)),
            "reasons": ";".join(sorted(cause.text(self.year) for cause in causes)),
        })


def text(figure, function):
    if figure is None or not figure.known:
        return ""
    return figure.value if isinstance(figure.value, str) else function(figure.value)


def twelve_digits(number):
    context = Context(prec=12, rounding=ROUND_HALF_EVEN)
    decimal = context.divide(Decimal(number.numerator), Decimal(number.denominator))
    digits = f"{decimal:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def shown(number, decimals):
    """Half up: a tie goes away from zero."""
    scaled = abs(number) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(decimals + 1, "0")
    sign = "-" if number < 0 and whole else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def main(arguments):
    if len(arguments) < 3 or len(arguments) % 2 == 0:
        sys.exit("usage: wco_pmm.py FILE SUBJECT YEAR [SUBJECT YEAR ...]")
    data = Data(arguments[0], [module.SHEET for module in DIMENSIONS.values()])
    rows = []
    for subject, year in zip(arguments[1::2], arguments[2::2]):
        rows += Report(data, subject, int(year)).compute()
    output = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    output.writeheader()
    output.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
