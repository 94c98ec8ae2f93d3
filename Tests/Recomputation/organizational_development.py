"""Organizational development: 5 outcomes, 9 KPIs."""

from fractions import Fraction

from figures import Figure, Sheet, kpi, linear, mean, percent, result, scored_linear

OUTCOMES = {
    "integrity_strengthened": (
        "arusha_declaration", "integrity_development_guide", "model_code_of_ethics", "cips"),
    "professional_workforce": (
        "professionalism_framework", "picard_programme", "arusha_declaration"),
    "gender_equality_and_diversity": (
        "geoat", "professionalism_framework", "integrity_development_guide"),
    "efficient_use_of_resources": (
        "rkc_general_annex_7", "diagnostic_framework", "capacity_building_compendium"),
    "strategy_and_measurement": (
        "performance_handbook", "pmm", "diagnostic_framework", "trs_guide"),
}

SHEET = Sheet(
    cells={},
    at_most={"system_hours_scheduled": 8784},
    part_of={
        "integrity_cases_on_time": "integrity_cases_due",
        "asset_declarations_on_time": "officials_asset_obligation",
        "managers": "officials_headcount",
        "managers_women": "managers",
        "officials_women": "officials_headcount",
        "system_hours_down": "system_hours_scheduled",
        "performance_targets_met": "performance_targets",
        "audit_recommendations_implemented": "audit_recommendations_due",
    },
    checks={},
)

# Stronger integrity


@kpi("integrity_strengthened", score=scored_linear(percent(40), percent(100)))
def integrity_cases_on_time_rate(x):
    return x.integrity_cases_on_time / x.integrity_cases_due


@kpi("integrity_strengthened", score=scored_linear(percent(50), percent(100)))
def asset_declaration_rate(x):
    return x.asset_declarations_on_time / x.officials_asset_obligation


# A professional and stable workforce


def mean_officials(x):
    return mean(x.officials, x.year_before.officials)


@kpi("professional_workforce", score=scored_linear(0, 10), is_percent=False)
def training_days_per_official(x):
    return x.training_days / mean_officials(x)


@result()
def staff_departure_rate_for_score(x):
    if mean_officials(x).equals(0):
        return "not_applicable"
    if mean_officials(x) < 50:
        return "suppressed"
    return x.departures_voluntary / mean_officials(x)


@kpi("professional_workforce", score=lambda value, x: 100 * linear(
    staff_departure_rate_for_score(x), percent(15), percent(2)))
def staff_departure_rate(x):
    return x.departures_voluntary / mean_officials(x)


# Gender equality and diversity


@kpi("gender_equality_and_diversity", score=scored_linear(percent(0), percent(50)))
def women_in_management_rate(x):
    if x.managers < 10 and not x.managers.equals(0):
        return "suppressed"
    return x.managers_women / x.managers


@result()
def women_among_officials_rate(x):
    return x.officials_women / x.officials_headcount


@result()
def gap_of_women_in_management(x):
    """In percentage points."""
    return women_in_management_rate(x) - women_among_officials_rate(x)


# Efficient use of resources and systems


def bands_of_budget_execution(value, x):
    """Nearness to 100% from below is best."""
    if value.value < percent(80):
        return Figure(Fraction(0))
    if value.value < percent(90) or value.value > percent(100):
        return Figure(Fraction(50))
    return Figure(Fraction(100))


@kpi("efficient_use_of_resources", score=bands_of_budget_execution)
def budget_execution_rate(x):
    return x.expenditure_total / x.budget_approved


@kpi("efficient_use_of_resources", score=scored_linear(percent(95), percent("99.9")))
def system_availability_rate(x):
    return 1 - x.system_hours_down / x.system_hours_scheduled


# Management by strategy and evidence


@kpi("strategy_and_measurement")
def performance_targets_met_rate(x):
    return x.performance_targets_met / x.performance_targets


@kpi("strategy_and_measurement", score=scored_linear(percent(30), percent(100)))
def audit_recommendations_implemented_rate(x):
    return x.audit_recommendations_implemented / x.audit_recommendations_due
