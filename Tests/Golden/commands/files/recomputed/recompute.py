"""Computes the WCO framework for a few administrations by hand: an independent second opinion.

    python3 recompute.py SYNTHETIC.CSV > expected.csv

Written from the definition sheets, not from the tool: exact fractions, one function for each KPI. The
tests compare the tool with what this printed.
"""

import csv
import math
import sys
from fractions import Fraction

WANTED = [("X01", 2024), ("X04", 2022), ("X13", 2024), ("X24", 2026)]
REASONS = {"not_applicable", "not_available", "confidential", "suppressed"}
FLOW = ["import", "export", "transit"]
BORDER = ["import", "export"]
MODE = ["sea", "air", "rail", "road"]
PLACE = ["cargo", "post", "express", "travellers", "vehicles"]

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    DATA = {(r["administration"], int(r["period"])): r for r in csv.DictReader(file)}


class Missing(Exception):
    """Why there is no figure."""

    def __init__(self, *reasons):
        self.reasons = set(reasons)


class Year:
    """The figures of an administration in a year."""

    def __init__(self, who, year):
        self.who, self.year = who, year

    def cell(self, name, cell=None, back=0):
        row = DATA.get((self.who, self.year - back))
        if row is None:
            raise Missing("no_previous_period")
        text = row[name if cell is None else f"{name}[{cell}]"]
        if text == "":
            raise Missing("not_reported")
        if text in REASONS:
            raise Missing(text)
        return Fraction(text)

    def total(self, name, cells, back=0):
        """Cells that do not apply are left out; any other missing one makes the total missing."""
        known, absent, reasons = [], set(), set()
        for cell in cells:
            try:
                known.append(self.cell(name, cell, back))
            except Missing as missing:
                absent |= missing.reasons & {"not_applicable"}
                reasons |= missing.reasons - {"not_applicable"}
        if reasons:
            raise Missing(*reasons)
        if not known:
            raise Missing(*absent)
        return sum(known)


def both(*operands):
    """The figures, or the reasons of all that are missing."""
    figures, reasons = [], set()
    for operand in operands:
        try:
            figures.append(operand())
        except Missing as missing:
            reasons |= missing.reasons
    if reasons:
        raise Missing(*reasons)
    return figures


def ratio(above, below):
    above, below = both(above, below)
    if below == 0:
        raise Missing("not_applicable")
    return above / below


def share(name, of, cells=None, of_cell=None, back=0):
    """A share of two inputs: of single figures, or of totals over cells."""

    def value(y):
        if cells:
            return ratio(lambda: y.total(name, cells), lambda: y.total(of, cells))
        return ratio(lambda: y.cell(name), lambda: y.cell(of, of_cell, back))

    return value


def variation(*names):
    """What several inputs together changed, relative to the year before."""

    def value(y):
        now = lambda: sum(both(*[lambda n=n: y.cell(n) for n in names]))
        before = lambda: sum(both(*[lambda n=n: y.cell(n, back=1) for n in names]))
        now, before = both(now, before)
        if before == 0:
            raise Missing("not_applicable")
        return (now - before) / before

    return value


def mean_officials(y):
    return sum(both(lambda: y.cell("officials"), lambda: y.cell("officials", back=1))) / 2


def linear(at, to):
    at, to = Fraction(str(at)), Fraction(str(to))
    return lambda y, v: 100 * min(1, max(0, (v - at) / (to - at)))


def logarithmic(at, to):
    return lambda y, v: 100 * min(1, max(0, math.log(v / at) / math.log(to / at)))


def enough(check, score):
    """Too few cases have a value and no score."""

    def rule(y, v):
        if not check(y):
            raise Missing("suppressed")
        return score(y, v)

    return rule


def bands(y, v):
    if v < Fraction("0.8"):
        return 0
    if v < Fraction("0.9"):
        return 50
    return 100 if v <= 1 else 50


def forecast(y):
    collected, planned = both(lambda: y.cell("revenue_collected"), lambda: y.cell("revenue_forecast"))
    if planned == 0:
        raise Missing("not_applicable")
    return abs(collected - planned) / planned


def forgone(y):
    collected, lost = both(lambda: y.cell("revenue_collected"), lambda: y.cell("revenue_forgone"))
    if collected + lost == 0:
        raise Missing("not_applicable")
    return lost / (collected + lost)


def gain(y):
    names = ["inspections_targeted_with_findings", "inspections_targeted",
             "inspections_random_with_findings", "inspections_random"]
    found, done, by_luck, drawn = both(*[lambda n=n: y.cell(n) for n in names])
    if done == 0 or drawn == 0 or by_luck == 0:
        raise Missing("not_applicable")
    return (found / done) / (by_luck / drawn)


def women(y):
    if y.cell("managers") < 10:
        raise Missing("suppressed")
    return share("managers_women", "managers")(y)


def per_official(name):
    def value(y):
        figure, staff = both(lambda: y.cell(name), lambda: mean_officials(y))
        return figure / staff

    return value


def release(name):
    return lambda y: ratio(lambda: y.cell(name, "import"), lambda: y.cell("declarations_released", "import"))


# KPI: its value, how it is scored (None: it is not), what a percent is printed times, its cell.
PERCENT, PLAIN = 100, 1
TREE = {
    "trade_facilitation": {
        "paperless_trade": {
            "rate_of_electronic_declarations": (share("declarations_electronic", "declarations", FLOW), linear(0.5, 1), PERCENT, ""),
            "data_standardization": (share("data_elements_mapped", "data_elements_required"), linear(0, 1), PERCENT, ""),
            "electronic_payment_rate": (share("payments_electronic", "payments"), linear(0.2, 1), PERCENT, ""),
        },
        "fast_and_predictable_release": {
            "average_release_time": (release("release_hours"), logarithmic(168, 4), PLAIN, "import"),
            "release_within_standard_rate": (release("declarations_released_within_standard"), linear(0.5, 0.95), PERCENT, "import"),
            "pre_arrival_processing_rate": (share("declarations_prearrival", "declarations", of_cell="import"), linear(0, 0.8), PERCENT, ""),
        },
        "transparent_and_predictable_rules": {
            "advance_rulings_on_time_rate": (share("advance_rulings_on_time", "advance_rulings_due"), linear(0.5, 1), PERCENT, ""),
            "trader_enquiries_on_time_rate": (share("trader_enquiries_on_time", "trader_enquiries_due"), linear(0.5, 1), PERCENT, ""),
        },
        "trust_with_trade": {
            "variation_in_number_of_aeos": (variation("aeos"), None, PERCENT, ""),
            "aeo_involvement_in_trade": (share("aeo_trade_value", "trade_value", BORDER), linear(0, 0.6), PERCENT, ""),
        },
        "efficient_ecommerce_clearance": {
            "share_of_ecommerce_shipments": (share("ecommerce_shipments", "shipments", BORDER), None, PERCENT, ""),
            "ecommerce_rapid_release_rate": (share("ecommerce_shipments_rapid", "ecommerce_shipments", of_cell="import"), linear(0.5, 1), PERCENT, ""),
        },
        "coordinated_border_management": {
            "single_window_coverage": (share("permits_single_window", "permits_required", BORDER), linear(0, 1), PERCENT, ""),
            "joint_inspection_rate": (share("inspections_joint", "inspections_multi_agency", BORDER), linear(0, 0.9), PERCENT, ""),
        },
        "efficient_transit": {
            "average_transit_time": (share("transit_hours", "transit_operations_completed"), None, PLAIN, ""),
            "transit_discharge_on_time_rate": (share("transit_discharged_on_time", "transit_operations_due"), linear(0.8, 1), PERCENT, ""),
        },
    },
    "revenue_collection": {
        "revenue_mobilized": {
            "revenue_forecast_deviation": (forecast, linear(0.15, 0.02), PERCENT, ""),
            "cost_of_collection": (share("expenditure_current", "revenue_collected"), None, PERCENT, ""),
        },
        "voluntary_compliance": {
            "random_check_compliance_rate": (
                share("random_checks_compliant", "random_checks"),
                enough(lambda y: y.cell("random_checks") >= 100, linear(0.7, 1)), PERCENT, ""),
            "voluntary_disclosure_share": (share("revenue_voluntary_disclosure", "additional_revenue_assessed"), None, PERCENT, ""),
        },
        "correct_assessment": {
            "clearance_adjustment_yield": (share("additional_revenue_clearance", "revenue_declared"), None, PERCENT, ""),
            "origin_verifications_on_time_rate": (share("origin_verifications_on_time", "origin_verifications_due"), linear(0.5, 1), PERCENT, ""),
        },
        "post_clearance_control": {
            "effectiveness_of_post_clearance_controls": (share("audits_with_findings", "audits_completed"), linear(0.1, 0.6), PERCENT, ""),
            "post_clearance_recovery_rate": (share("audit_revenue_recovered", "audit_revenue_assessed", back=1), linear(0.3, 0.95), PERCENT, ""),
        },
        "arrears_refunds_reliefs": {
            "arrears_ratio": (share("revenue_arrears", "revenue_collected"), linear(0.2, 0.01), PERCENT, ""),
            "refunds_on_time_rate": (share("refund_claims_on_time", "refund_claims_due"), linear(0.5, 1), PERCENT, ""),
            "revenue_forgone_rate": (forgone, None, PERCENT, ""),
        },
    },
    "enforcement_and_protection": {
        "risk_based_control": {
            "physical_inspection_rate": (share("inspections_physical", "declarations", BORDER), None, PERCENT, ""),
            "inspection_hit_rate": (share("inspections_targeted_with_findings", "inspections_targeted"), linear(0.01, 0.2), PERCENT, ""),
            "targeting_gain": (gain, enough(lambda y: y.cell("inspections_random") >= 300, logarithmic(1, 10)), PLAIN, ""),
        },
        "drug_trafficking_disrupted": {
            "effectiveness_of_controls_on_drugs": (share("drug_controls_with_seizure", "drug_controls", PLACE), None, PERCENT, ""),
            "drug_seizures_from_targeting_rate": (share("drug_seizures_targeted", "drug_seizures"), linear(0.1, 0.8), PERCENT, ""),
        },
        "excise_smuggling_reduced": {
            "variation_in_number_of_alcohol_seizures": (variation("alcohol_seizures"), None, PERCENT, ""),
            "variation_in_number_of_tobacco_seizures": (variation("tobacco_seizures"), None, PERCENT, ""),
        },
        "society_protected": {
            "counterfeit_confirmation_rate": (share("ipr_detentions_confirmed", "ipr_detentions_decided"), linear(0.4, 0.95), PERCENT, ""),
            "unsafe_goods_hit_rate": (share("safety_referrals_non_compliant", "safety_referrals_decided"), linear(0.1, 0.7), PERCENT, ""),
            "environmental_case_follow_up_rate": (share("environmental_cases_followed_up", "environmental_cases", back=1), linear(0.2, 0.9), PERCENT, ""),
        },
        "supply_chain_and_border_security": {
            "advance_cargo_information_rate": (share("consignments_advance_data", "consignments_inbound", MODE), linear(0.5, 1), PERCENT, ""),
            "advance_passenger_data_rate": (share("air_passengers_advance_data", "air_passengers_arriving"), linear(0, 1), PERCENT, ""),
            "firearms_tracing_rate": (share("firearms_traced", "firearms_seized"), linear(0, 1), PERCENT, ""),
        },
        "international_cooperation": {
            "annual_variation_in_requests_for_information": (variation("information_requests_sent", "information_requests_received"), None, PERCENT, ""),
            "assistance_replies_on_time_rate": (share("assistance_replies_on_time", "assistance_requests_due"), linear(0.4, 1), PERCENT, ""),
        },
    },
    "organizational_development": {
        "integrity_strengthened": {
            "integrity_cases_on_time_rate": (share("integrity_cases_on_time", "integrity_cases_due"), linear(0.4, 1), PERCENT, ""),
            "asset_declaration_rate": (share("asset_declarations_on_time", "officials_asset_obligation"), linear(0.5, 1), PERCENT, ""),
        },
        "professional_workforce": {
            "training_days_per_official": (per_official("training_days"), linear(0, 10), PLAIN, ""),
            "staff_departure_rate": (
                per_official("departures_voluntary"),
                enough(lambda y: mean_officials(y) >= 50, linear(0.15, 0.02)), PERCENT, ""),
        },
        "gender_equality_and_diversity": {
            "women_in_management_rate": (women, linear(0, 0.5), PERCENT, ""),
        },
        "efficient_use_of_resources": {
            "budget_execution_rate": (share("expenditure_total", "budget_approved"), bands, PERCENT, ""),
            "system_availability_rate": (lambda y: 1 - share("system_hours_down", "system_hours_scheduled")(y), linear(0.95, 0.999), PERCENT, ""),
        },
        "strategy_and_measurement": {
            "performance_targets_met_rate": (share("performance_targets_met", "performance_targets"), None, PERCENT, ""),
            "audit_recommendations_implemented_rate": (share("audit_recommendations_implemented", "audit_recommendations_due"), linear(0.3, 1), PERCENT, ""),
        },
    },
}
assert sum(len(kpis) for outcomes in TREE.values() for kpis in outcomes.values()) == 51


def combined(parts, floor):
    """The mean of what is there, if that is enough; parts that do not apply are not counted."""
    known, absent = [], []
    for part in parts:
        (absent if isinstance(part, Missing) else known).append(part)
    counted = len(known) + sum(part.reasons != {"not_applicable"} for part in absent)
    reasons = set().union(*[part.reasons for part in absent]) if absent else set()
    if not known:
        return Missing(*reasons)
    if Fraction(len(known), counted) < floor:
        return Missing("not_enough", *reasons)
    return sum(known) / len(known)


def text(figure):
    if isinstance(figure, Missing):
        # The narrowest word for it; the tool says all of them.
        return "not_enough" if "not_enough" in figure.reasons else sorted(figure.reasons)[0]
    return f"{float(figure):.6f}"


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["subject", "period", "node", "cell", "value", "score"])
    for who, year in WANTED:
        y = Year(who, year)
        rows, dimensions = [], []
        for dimension, outcomes in TREE.items():
            scores = []
            for outcome, kpis in outcomes.items():
                parts = []
                for kpi, (value, rule, factor, cell) in kpis.items():
                    score = ""
                    try:
                        figure = value(y)
                        printed = f"{float(figure * factor):.6f}"
                    except Missing as missing:
                        figure, printed = missing, text(missing)
                    if rule is not None:
                        try:
                            part = figure if isinstance(figure, Missing) else rule(y, figure)
                        except Missing as missing:
                            part = missing
                        parts.append(part)
                        score = text(part)
                    rows.append([who, year, kpi, cell, printed, score])
                if parts:
                    part = combined(parts, Fraction("0.5"))
                    scores.append(part)
                    rows.append([who, year, outcome, "", text(part), text(part)])
            part = combined(scores, Fraction("0.6"))
            dimensions.append(part)
            rows.append([who, year, dimension, "", text(part), text(part)])
        part = combined(dimensions, Fraction("0.75"))
        rows.append([who, year, "wco_pmm", "", text(part), text(part)])
        out.writerows(rows)


main()
