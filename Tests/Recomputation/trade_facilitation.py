"""Trade facilitation and economic competitiveness: 7 outcomes, 16 KPIs."""

from figures import (
    FLOWS, IMPORT, TRADE, Sheet, exceeds, kpi, percent, scored_linear, scored_logarithmic)

OUTCOMES = {
    "paperless_trade": (
        "rkc_general_annex_7", "data_model", "dematerialization_recommendation",
        "single_window_compendium"),
    "fast_and_predictable_release": (
        "trs_guide", "rkc_general_annex_3", "immediate_release_guidelines", "wto_tfa"),
    "transparent_and_predictable_rules": (
        "rkc_general_annex_9", "advance_rulings_guidelines", "rkc_general_annex_10", "wto_tfa"),
    "trust_with_trade": (
        "safe_framework_pillar_2", "customs_business_guidance", "rkc_general_annex_3", "wto_tfa"),
    "efficient_ecommerce_clearance": (
        "ecommerce_framework", "immediate_release_guidelines", "rkc_specific_annex_j",
        "data_model"),
    "coordinated_border_management": (
        "cbm_compendium", "single_window_compendium", "safe_framework_pillar_3", "data_model"),
    "efficient_transit": (
        "transit_guidelines", "rkc_specific_annex_e", "istanbul_convention", "wto_tfa"),
}

SHEET = Sheet(
    cells={
        "declarations": FLOWS,
        "declarations_electronic": FLOWS,
        "trade_value": TRADE,
        "declarations_released": TRADE,
        "release_hours": TRADE,
        "declarations_released_within_standard": TRADE,
        "declarations_prearrival": (IMPORT,),
        "aeo_trade_value": TRADE,
        "shipments": TRADE,
        "ecommerce_shipments": TRADE,
        "ecommerce_shipments_rapid": (IMPORT,),
        "permits_required": TRADE,
        "permits_single_window": TRADE,
        "inspections_multi_agency": TRADE,
        "inspections_joint": TRADE,
    },
    at_most={},
    part_of={
        "declarations_electronic": "declarations",
        "data_elements_mapped": "data_elements_required",
        "payments_electronic": "payments",
        "declarations_released_within_standard": "declarations_released",
        "advance_rulings_on_time": "advance_rulings_due",
        "trader_enquiries_on_time": "trader_enquiries_due",
        "aeo_trade_value": "trade_value",
        "ecommerce_shipments": "shipments",
        "permits_single_window": "permits_required",
        "inspections_joint": "inspections_multi_agency",
        "transit_discharged_on_time": "transit_operations_due",
    },
    checks={
        "declarations_prearrival": [
            lambda x, value: not exceeds(value, x.at(IMPORT).declarations)],
        "ecommerce_shipments_rapid": [
            lambda x, value: not exceeds(value, x.at(IMPORT).ecommerce_shipments)],
    },
)

# Paperless trade


@kpi("paperless_trade", by=FLOWS, score=scored_linear(percent(50), percent(100)))
def rate_of_electronic_declarations(x):
    return x.declarations_electronic / x.declarations


@kpi("paperless_trade", score=scored_linear(percent(0), percent(100)))
def data_standardization(x):
    return x.data_elements_mapped / x.data_elements_required


@kpi("paperless_trade", score=scored_linear(percent(20), percent(100)))
def electronic_payment_rate(x):
    return x.payments_electronic / x.payments


# Faster and more predictable release of goods. Imports and exports are never added together;
# imports are scored.


@kpi("fast_and_predictable_release", by=TRADE, total=False, is_percent=False,
     score=scored_logarithmic(168, 4), score_at=IMPORT)
def average_release_time(x):
    """In hours."""
    return x.release_hours / x.declarations_released


@kpi("fast_and_predictable_release", by=TRADE, total=False,
     score=scored_linear(percent(50), percent(95)), score_at=IMPORT)
def release_within_standard_rate(x):
    return x.declarations_released_within_standard / x.declarations_released


@kpi("fast_and_predictable_release", score=scored_linear(percent(0), percent(80)))
def pre_arrival_processing_rate(x):
    return x.declarations_prearrival / x.at(IMPORT).declarations


# Greater transparency and predictability for traders


@kpi("transparent_and_predictable_rules", score=scored_linear(percent(50), percent(100)))
def advance_rulings_on_time_rate(x):
    return x.advance_rulings_on_time / x.advance_rulings_due


@kpi("transparent_and_predictable_rules", score=scored_linear(percent(50), percent(100)))
def trader_enquiries_on_time_rate(x):
    return x.trader_enquiries_on_time / x.trader_enquiries_due


# Increased trust in the relationship with trade


@kpi("trust_with_trade")
def variation_in_number_of_aeos(x):
    return (x.aeos - x.year_before.aeos) / x.year_before.aeos


@kpi("trust_with_trade", by=TRADE, score=scored_linear(percent(0), percent(60)))
def aeo_involvement_in_trade(x):
    return x.aeo_trade_value / x.trade_value


# More efficiency of clearance and delivery in e-commerce


@kpi("efficient_ecommerce_clearance", by=TRADE)
def share_of_ecommerce_shipments(x):
    return x.ecommerce_shipments / x.shipments


@kpi("efficient_ecommerce_clearance", score=scored_linear(percent(50), percent(100)))
def ecommerce_rapid_release_rate(x):
    return x.ecommerce_shipments_rapid / x.at(IMPORT).ecommerce_shipments


# Better coordination between border agencies


@kpi("coordinated_border_management", by=TRADE, score=scored_linear(percent(0), percent(100)))
def single_window_coverage(x):
    return x.permits_single_window / x.permits_required


@kpi("coordinated_border_management", by=TRADE, score=scored_linear(percent(0), percent(90)))
def joint_inspection_rate(x):
    return x.inspections_joint / x.inspections_multi_agency


# More efficient and secure transit


@kpi("efficient_transit", is_percent=False)
def average_transit_time(x):
    """In hours."""
    return x.transit_hours / x.transit_operations_completed


@kpi("efficient_transit", score=scored_linear(percent(80), percent(100)))
def transit_discharge_on_time_rate(x):
    return x.transit_discharged_on_time / x.transit_operations_due
