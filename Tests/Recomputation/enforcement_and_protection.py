"""Enforcement, security and protection of society: 6 outcomes, 15 KPIs."""

from figures import (
    AGREEMENTS, EXPORT, IMPORT, MODES, PLACES_OF_CONTROL, TRADE, Sheet, exceeds, kpi, logarithmic,
    percent, result, scored_linear)

OUTCOMES = {
    "risk_based_control": (
        "risk_management_compendium", "rkc_general_annex_6", "safe_framework_pillar_1", "cts",
        "data_analytics_framework"),
    "drug_trafficking_disrupted": ("cen", "ncen", "cts", "nairobi_convention"),
    "excise_smuggling_reduced": ("cen", "ncen", "rkc_specific_annex_h"),
    "society_protected": (
        "mea_guide", "cen", "safe_framework_pillar_3", "risk_management_compendium"),
    "supply_chain_and_border_security": (
        "safe_framework_pillar_1", "api_pnr_recommendation", "stce_guide", "cts", "aml_guidelines"),
    "international_cooperation": (
        "nairobi_convention", "johannesburg_convention", "cen", "safe_framework_pillar_1"),
}

SHEET = Sheet(
    cells={
        "inspections_physical": TRADE,
        "inspections_targeted": MODES,
        "inspections_targeted_with_findings": MODES,
        "inspections_random": MODES,
        "inspections_random_with_findings": MODES,
        "drug_controls": PLACES_OF_CONTROL,
        "drug_controls_with_seizure": PLACES_OF_CONTROL,
        "environmental_cases": AGREEMENTS,
        "environmental_cases_followed_up": AGREEMENTS,
        "consignments_inbound": MODES,
        "consignments_advance_data": MODES,
    },
    at_most={},
    part_of={
        "inspections_physical": "declarations",
        "inspections_targeted_with_findings": "inspections_targeted",
        "inspections_random_with_findings": "inspections_random",
        "drug_controls_with_seizure": "drug_controls",
        "drug_seizures_targeted": "drug_seizures",
        "ipr_detentions_confirmed": "ipr_detentions_decided",
        "safety_referrals_non_compliant": "safety_referrals_decided",
        "consignments_advance_data": "consignments_inbound",
        "air_passengers_advance_data": "air_passengers_arriving",
        "firearms_traced": "firearms_seized",
        "assistance_replies_on_time": "assistance_requests_due",
    },
    checks={
        "inspections_physical": [
            lambda x, value: not exceeds(value, x.at(IMPORT, EXPORT).declarations)],
        "environmental_cases_followed_up": [
            lambda x, value: not exceeds(value, x.year_before.environmental_cases)],
    },
)

# Controls that follow risk


@kpi("risk_based_control", by=TRADE)
def physical_inspection_rate(x):
    """Of import and export declarations: transit has no part in it."""
    return x.inspections_physical / x.declarations


@kpi("risk_based_control", score=scored_linear(percent(1), percent(20)))
def inspection_hit_rate(x):
    return x.inspections_targeted_with_findings / x.inspections_targeted


def gain_over_chance(x):
    return ((x.inspections_targeted_with_findings / x.inspections_targeted)
            / (x.inspections_random_with_findings / x.inspections_random))


@result(decimals=2, is_percent=False)
def targeting_gain_for_score(x):
    if x.inspections_random.equals(0):
        return "not_applicable"
    if x.inspections_random < 300:
        return "suppressed"
    return gain_over_chance(x)


@kpi("risk_based_control", decimals=2, is_percent=False,
     score=lambda value, x: 100 * logarithmic(targeting_gain_for_score(x), 1, 10))
def targeting_gain(x):
    return gain_over_chance(x)


# Less trafficking in drugs and precursors


@kpi("drug_trafficking_disrupted", by=PLACES_OF_CONTROL)
def effectiveness_of_controls_on_drugs(x):
    return x.drug_controls_with_seizure / x.drug_controls


@kpi("drug_trafficking_disrupted", score=scored_linear(percent(10), percent(80)))
def drug_seizures_from_targeting_rate(x):
    return x.drug_seizures_targeted / x.drug_seizures


# Less smuggling of excise goods: neither KPI has a direction, so the outcome has no score.


@kpi("excise_smuggling_reduced")
def variation_in_number_of_alcohol_seizures(x):
    return (x.alcohol_seizures - x.year_before.alcohol_seizures) / x.year_before.alcohol_seizures


@result(decimals=0, is_percent=False)
def change_in_alcohol_seizures(x):
    return x.alcohol_seizures - x.year_before.alcohol_seizures


@kpi("excise_smuggling_reduced")
def variation_in_number_of_tobacco_seizures(x):
    return (x.tobacco_seizures - x.year_before.tobacco_seizures) / x.year_before.tobacco_seizures


@result(decimals=0, is_percent=False)
def change_in_tobacco_seizures(x):
    return x.tobacco_seizures - x.year_before.tobacco_seizures


# Health, consumers, creators and nature are protected


@kpi("society_protected", score=scored_linear(percent(40), percent(95)))
def counterfeit_confirmation_rate(x):
    return x.ipr_detentions_confirmed / x.ipr_detentions_decided


@kpi("society_protected", score=scored_linear(percent(10), percent(70)))
def unsafe_goods_hit_rate(x):
    return x.safety_referrals_non_compliant / x.safety_referrals_decided


@kpi("society_protected", score=scored_linear(percent(20), percent(90)))
def environmental_case_follow_up_rate(x):
    """Cases of the year before."""
    return x.environmental_cases_followed_up / x.year_before.environmental_cases


# Secure supply chains and borders


@kpi("supply_chain_and_border_security", by=MODES, score=scored_linear(percent(50), percent(100)))
def advance_cargo_information_rate(x):
    return x.consignments_advance_data / x.consignments_inbound


@kpi("supply_chain_and_border_security", score=scored_linear(percent(0), percent(100)))
def advance_passenger_data_rate(x):
    return x.air_passengers_advance_data / x.air_passengers_arriving


@kpi("supply_chain_and_border_security", score=scored_linear(percent(0), percent(100)))
def firearms_tracing_rate(x):
    return x.firearms_traced / x.firearms_seized


# Stronger cooperation and exchange of information


@kpi("international_cooperation")
def annual_variation_in_requests_for_information(x):
    now = x.information_requests_sent + x.information_requests_received
    before = (x.year_before.information_requests_sent
              + x.year_before.information_requests_received)
    return (now - before) / before


@result(decimals=0, is_percent=False)
def change_in_requests_for_information(x):
    return ((x.information_requests_sent - x.year_before.information_requests_sent)
            + (x.information_requests_received - x.year_before.information_requests_received))


@kpi("international_cooperation", score=scored_linear(percent(40), percent(100)))
def assistance_replies_on_time_rate(x):
    return x.assistance_replies_on_time / x.assistance_requests_due
