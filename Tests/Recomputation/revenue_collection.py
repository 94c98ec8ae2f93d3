"""Revenue collection: 5 outcomes, 11 KPIs."""

from figures import Sheet, exceeds, kpi, linear, percent, result, scored_linear, square_root

OUTCOMES = {
    "revenue_mobilized": (
        "rkc_general_annex_4", "hs_convention", "wto_valuation_agreement",
        "customs_tax_guidelines"),
    "voluntary_compliance": (
        "risk_management_compendium", "rkc_general_annex_3", "customs_business_guidance"),
    "correct_assessment": (
        "hs_convention", "wto_valuation_agreement", "valuation_control_guidelines",
        "origin_verification_guidelines", "rkc_specific_annex_k"),
    "post_clearance_control": (
        "pca_guidelines", "risk_management_compendium", "customs_tax_guidelines",
        "rkc_general_annex_6"),
    "arrears_refunds_reliefs": (
        "rkc_general_annex_4", "rkc_general_annex_10", "customs_tax_guidelines"),
}


def adds_up(kinds, value):
    """Whether the kinds add up to the whole, within 0.5% of it."""
    return not exceeds(abs(kinds - value), percent("0.5") * value)


SHEET = Sheet(
    cells={},
    at_most={},
    part_of={
        "random_checks_compliant": "random_checks",
        "revenue_voluntary_disclosure": "additional_revenue_assessed",
        "additional_revenue_clearance": "additional_revenue_assessed",
        "origin_verifications_on_time": "origin_verifications_due",
        "audits_with_findings": "audits_completed",
        "refund_claims_on_time": "refund_claims_due",
    },
    checks={
        "revenue_collected": [
            lambda x, value: adds_up(
                x.duties_collected + x.import_vat_collected + x.excise_collected
                + x.other_revenue_collected, value)],
        "additional_revenue_clearance": [
            lambda x, value: adds_up(
                x.additional_revenue_classification + x.additional_revenue_valuation
                + x.additional_revenue_origin + x.additional_revenue_other, value)],
        "audit_revenue_recovered": [
            lambda x, value: not exceeds(value, x.year_before.audit_revenue_assessed)],
    },
)

# Revenue due is collected in full and at reasonable cost


@kpi("revenue_mobilized", score=scored_linear(percent(15), percent(2)))
def revenue_forecast_deviation(x):
    return abs(x.revenue_collected - x.revenue_forecast) / x.revenue_forecast


@kpi("revenue_mobilized")
def cost_of_collection(x):
    return x.expenditure_current / x.revenue_collected


# Higher voluntary compliance


def compliance_in_random_checks(x):
    return x.random_checks_compliant / x.random_checks


@result()
def random_check_compliance_rate_for_score(x):
    if x.random_checks.equals(0):
        return "not_applicable"
    if x.random_checks < 100:
        return "suppressed"
    return compliance_in_random_checks(x)


@result()
def standard_error_of_random_checks(x):
    """The square root of p (1 - p) / n."""
    p = compliance_in_random_checks(x)
    return square_root(p * (1 - p) / x.random_checks)


@kpi("voluntary_compliance", score=lambda value, x: 100 * linear(
    random_check_compliance_rate_for_score(x), percent(70), percent(100)))
def random_check_compliance_rate(x):
    return compliance_in_random_checks(x)


@kpi("voluntary_compliance")
def voluntary_disclosure_share(x):
    return x.revenue_voluntary_disclosure / x.additional_revenue_assessed


# Correct classification, value and origin


@kpi("correct_assessment")
def clearance_adjustment_yield(x):
    return x.additional_revenue_clearance / x.revenue_declared


@kpi("correct_assessment", score=scored_linear(percent(50), percent(100)))
def origin_verifications_on_time_rate(x):
    return x.origin_verifications_on_time / x.origin_verifications_due


# Effective control after clearance


@kpi("post_clearance_control", score=scored_linear(percent(10), percent(60)))
def effectiveness_of_post_clearance_controls(x):
    return x.audits_with_findings / x.audits_completed


@kpi("post_clearance_control", score=scored_linear(percent(30), percent(95)))
def post_clearance_recovery_rate(x):
    return x.audit_revenue_recovered / x.year_before.audit_revenue_assessed


# Sound management of arrears, refunds and reliefs


@kpi("arrears_refunds_reliefs", score=scored_linear(percent(20), percent(1)))
def arrears_ratio(x):
    return x.revenue_arrears / x.revenue_collected


@kpi("arrears_refunds_reliefs", score=scored_linear(percent(50), percent(100)))
def refunds_on_time_rate(x):
    return x.refund_claims_on_time / x.refund_claims_due


@kpi("arrears_refunds_reliefs")
def revenue_forgone_rate(x):
    return x.revenue_forgone / (x.revenue_collected + x.revenue_forgone)
