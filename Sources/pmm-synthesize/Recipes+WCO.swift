/// What the figures of the WCO framework look like, by input. Levels are judgements that make a
/// readable dataset; they describe no administration and no average.
let wcoRecipes: [String: Recipe] = trade.merging(revenue) { $1 }.merging(enforcement) { $1 }
  .merging(organization) { $1 }

private let trade: [String: Recipe] = [
  "declarations": Recipe(base: .volume, low: 0, high: 0, spread: 0.15, wobble: 0.04).always,
  "declarations_electronic":
    .part("declarations", 0.84, 1.002).always.gap("channels", 0.05, "not_available"),
  "data_elements_required":
    Recipe(base: .nothing, low: 170, high: 520, driver: .size, spread: 0.15, wobble: 0)
    .gap("inventory", 0.16, "not_available"),
  "data_elements_mapped":
    .part("data_elements_required", 0.1, 0.98).chance(0.12, 0)
    .gap("inventory", 0.16, "not_available"),
  "payments": .scaled("declarations", 0.5, 0.3),
  "payments_electronic": .part("payments", 0.15, 0.97).gap("payments", 0.1, "not_available"),
  "declarations_released": .part("declarations", 0.94, 0.995, by: .chance).always,
  "release_hours":
    .scaled("declarations_released", 150, 4).gap("arrival", 0.14, "not_available"),
  "release_time_median":
    .scaled("release_hours", 0.5, 0.7, per: "declarations_released", driver: .chance)
    .chance(0.05, 0.05).tenths.gap("arrival", 0.14, "not_available"),
  "declarations_released_within_standard":
    .part("declarations_released", 0.3, 0.93).gap("arrival", 0.14, "not_available"),
  "declarations_prearrival":
    .part("declarations[import]", 0.02, 0.85).gap("arrival", 0.14, "not_available")
    .gap("prearrival", 0.1, "not_available"),
  "advance_rulings_due":
    .scaled("declarations", 0.0002, 0.0001, least: 13)
    .gap("rulings", 0.13, "not_applicable"),
  "advance_rulings_on_time":
    .part("advance_rulings_due", 0.45, 0.99).gap("rulings", 0.13, "not_applicable"),
  "trader_enquiries_received":
    .scaled("declarations", 0.02, 0.012, least: 40).gap("enquiries", 0.2, "not_available"),
  "trader_enquiries_due":
    .scaled("trader_enquiries_received", 0.97, 0.99).chance(0.01, 0.01)
    .gap("enquiries", 0.2, "not_available"),
  "trader_enquiries_on_time":
    .part("trader_enquiries_due", 0.4, 0.985).gap("enquiries", 0.2, "not_available"),
  "aeos":
    .scaled("declarations", 0.0001, 0.0003, least: 6).chance(0.3, 0.06)
    .gap("programme", 0.25, "not_applicable"),
  "trade_value": Recipe.scaled("declarations", 18000, 60000, driver: .income).money.always,
  "aeo_trade_value":
    .part("trade_value", 0.02, 0.75).gap("programme", 0.25, "not_applicable"),
  "shipments": .scaled("declarations", 2.5, 6, driver: .income),
  "ecommerce_shipments":
    .part("shipments", 0.04, 0.72, by: .income).gap("parcels", 0.42, "not_available"),
  "ecommerce_shipments_rapid":
    .part("ecommerce_shipments[import]", 0.4, 0.985).gap("parcels", 0.42, "not_available")
    .gap("rapid", 0.1, "confidential"),
  "permits_required": .scaled("declarations", 0.16, 0.08).gap("permits", 0.2, "not_available"),
  "permits_single_window":
    .part("permits_required", -0.3, 0.89).gap("permits", 0.2, "not_available"),
  "inspections_multi_agency":
    .part("inspections_physical", 0.3, 0.06).gap("agencies", 0.28, "not_available"),
  "inspections_joint":
    .part("inspections_multi_agency", 0.02, 0.86).gap("agencies", 0.28, "not_available"),
  "transit_operations_completed": .part("declarations[transit]", 0.93, 0.99, by: .chance).exempt(.island),
  "transit_hours":
    .scaled("transit_operations_completed", 110, 16).exempt(.island)
    .gap("transit times", 0.15, "not_available"),
  "transit_operations_due":
    .part("transit_operations_completed", 0.97, 1, by: .chance).exempt(.island),
  "transit_discharged_on_time":
    .part("transit_operations_due", 0.815, 0.998).exempt(.island),
]

private let revenue: [String: Recipe] = [
  "revenue_collected": .scaled("trade_value[import]", 0.2, 0.06, driver: .income).always,
  "duties_collected": .part("revenue_collected", 0.25, 0.4, by: .chance),
  "import_vat_collected": .part("revenue_collected", 0.35, 0.45, by: .chance),
  "excise_collected": .part("revenue_collected", 0.04, 0.14, by: .chance),
  "other_revenue_collected":
    .rest(
      "revenue_collected",
      without: ["duties_collected", "import_vat_collected", "excise_collected"]),
  "revenue_forecast":
    .scaled("revenue_collected", 1.01, 1.01).chance(0, 0.055)
    .gap("forecast", 0.1, "not_available"),
  "expenditure_total":
    .scaled("revenue_collected", 0.06, 0.016)
    .gap("own budget", 0.15, "not_applicable").gap("accounts", 0.12, "not_available"),
  "expenditure_current":
    .part("expenditure_total", 0.72, 0.88, by: .chance).gap("accounts", 0.12, "not_available"),
  "budget_approved":
    .scaled("expenditure_total", 1.16, 1.01).chance(0.02, 0.03)
    .gap("own budget", 0.15, "not_applicable"),
  "random_checks":
    .scaled("declarations[import]", 0.005, 0.0015, least: 104).gap("random checks", 0.34, "not_available"),
  "random_checks_compliant":
    .part("random_checks", 0.7, 0.985).gap("random checks", 0.34, "not_available"),
  "revenue_declared":
    .scaled("revenue_collected", 0.96, 0.99).chance(0.005, 0.004)
    .gap("first versions", 0.24, "not_available"),
  "additional_revenue_assessed": .scaled("revenue_collected", 0.05, 0.018),
  "additional_revenue_clearance": .part("additional_revenue_assessed", 0.34, 0.44, by: .chance),
  "additional_revenue_classification":
    .part("additional_revenue_clearance", 0.25, 0.4, by: .chance),
  "additional_revenue_valuation": .part("additional_revenue_clearance", 0.3, 0.45, by: .chance),
  "additional_revenue_origin": .part("additional_revenue_clearance", 0.03, 0.1, by: .chance),
  "additional_revenue_other":
    .rest(
      "additional_revenue_clearance",
      without: [
        "additional_revenue_classification", "additional_revenue_valuation",
        "additional_revenue_origin",
      ]),
  "audit_revenue_assessed": .part("additional_revenue_assessed", 0.22, 0.34, by: .chance),
  "revenue_voluntary_disclosure":
    .part("additional_revenue_assessed", 0.01, 0.19).gap("disclosure", 0.22, "not_applicable"),
  "origin_verifications_due":
    .scaled("declarations", 0.00008, 0.00005, least: 14)
    .gap("agreements", 0.2, "not_applicable"),
  "origin_verifications_on_time":
    .part("origin_verifications_due", 0.45, 0.99).gap("agreements", 0.2, "not_applicable"),
  "audits_completed":
    .scaled("declarations", 0.0003, 0.0006, least: 24).gap("audits", 0.08, "not_applicable"),
  "audits_with_findings":
    .part("audits_completed", 0.12, 0.68, by: .chance).gap("audits", 0.08, "not_applicable"),
  "audit_revenue_recovered":
    .part("audit_revenue_assessed", 0.32, 0.96, before: true)
    .gap("recovery", 0.15, "not_available"),
  "revenue_arrears":
    .scaled("revenue_collected", 0.15, 0.012).chance(0.2, 0.06)
    .gap("ledger", 0.15, "not_available"),
  "revenue_arrears_disputed":
    .part("revenue_arrears", 0.15, 0.45, by: .chance).gap("ledger", 0.15, "not_available"),
  "refund_claims_due":
    .scaled("declarations", 0.003, 0.002, least: 14).gap("refunds", 0.15, "not_applicable"),
  "refund_claims_on_time":
    .part("refund_claims_due", 0.45, 0.99).gap("refunds", 0.15, "not_applicable"),
  "revenue_forgone":
    .scaled("revenue_collected", 0.3, 0.05).chance(0.2, 0.06)
    .gap("reliefs", 0.25, "not_available"),
]

private let enforcement: [String: Recipe] = [
  "inspections_physical":
    .part("declarations", 0.24, 0.02).gap("inspection log", 0.06, "not_available"),
  "inspections_targeted":
    .part("inspections_physical[import]", 0.72, 0.9).gap("results", 0.1, "not_available"),
  "inspections_targeted_with_findings":
    .part("inspections_targeted", 0.06, 0.26, by: .chance).gap("results", 0.1, "not_available"),
  "inspections_random":
    .part("inspections_physical[import]", 0.06, 0.12, by: .chance).gap("draws", 0.12, "confidential"),
  "inspections_random_with_findings":
    .part("inspections_random", 0.045, 0.018).gap("results", 0.1, "not_available")
    .gap("draws", 0.12, "confidential"),
  "drug_controls":
    .scaled("declarations", 0.012, 0.006, least: 30).gap("purpose", 0.28, "not_available"),
  "drug_controls_with_seizure":
    .part("drug_controls", 0.003, 0.02).gap("purpose", 0.28, "not_available"),
  "drug_seizures": .scaled("declarations", 0.0002, 0.00012, least: 14),
  "drug_seizures_targeted":
    .part("drug_seizures", 0.12, 0.84).gap("method", 0.16, "not_available"),
  "alcohol_seizures":
    .scaled("declarations", 0.0006, 0.0003, least: 24).chance(0.3, 0.1)
    .gap("excise", 0.12, "not_applicable"),
  "tobacco_seizures":
    .scaled("declarations", 0.001, 0.0005, least: 26).chance(0.3, 0.1)
    .gap("excise", 0.12, "not_applicable"),
  "ipr_detentions_decided":
    .scaled("declarations", 0.0002, 0.0006, least: 24).gap("own motion", 0.08, "not_applicable"),
  "ipr_detentions_confirmed":
    .part("ipr_detentions_decided", 0.42, 0.97).gap("own motion", 0.08, "not_applicable")
    .gap("right holders", 0.16, "not_available"),
  "safety_referrals_decided":
    .scaled("declarations", 0.0005, 0.0008, least: 14).gap("mandate", 0.18, "not_applicable"),
  "safety_referrals_non_compliant":
    .part("safety_referrals_decided", 0.1, 0.62, by: .chance)
    .gap("mandate", 0.18, "not_applicable"),
  "environmental_cases": .scaled("declarations", 0.00006, 0.00003, least: 14),
  "environmental_cases_followed_up":
    .part("environmental_cases", 0.2, 0.94, before: true)
    .gap("follow-up", 0.18, "not_available"),
  "consignments_inbound": .scaled("declarations", 1.1, 1.8, driver: .income),
  "consignments_advance_data":
    .part("consignments_inbound", 0.35, 0.99).gap("cargo data", 0.08, "not_available"),
  "air_passengers_arriving":
    .scaled("declarations", 3, 7, driver: .income).gap("airport", 0.06, "not_applicable"),
  "air_passengers_advance_data":
    .part("air_passengers_arriving", -0.25, 0.98).gap("airport", 0.06, "not_applicable"),
  "firearms_seized":
    .scaled("declarations", 0.00005, 0.00003, least: 12).gap("firearms", 0.14, "confidential"),
  "firearms_traced":
    .part("firearms_seized", 0.05, 0.92).gap("firearms", 0.14, "confidential")
    .gap("tracing", 0.2, "not_available"),
  "information_requests_sent":
    .scaled("declarations", 0.00006, 0.00004, least: 24).chance(0.3, 0.1)
    .gap("assistance", 0.08, "confidential"),
  "information_requests_received":
    .scaled("declarations", 0.00005, 0.00005, least: 30).chance(0.3, 0.1)
    .gap("assistance", 0.08, "confidential"),
  "assistance_requests_due": .part("information_requests_received", 0.84, 0.99, by: .chance),
  "assistance_replies_on_time":
    .part("assistance_requests_due", 0.35, 0.98).gap("replies", 0.08, "not_available"),
]

private let organization: [String: Recipe] = [
  "integrity_cases_due":
    .scaled("officials", 0.03, 0.015, least: 13)
    .gap("outside body", 0.14, "not_applicable").gap("conduct", 0.14, "confidential"),
  "integrity_cases_on_time":
    .part("integrity_cases_due", 0.35, 0.97).gap("outside body", 0.14, "not_applicable")
    .gap("conduct", 0.14, "confidential"),
  "officials_asset_obligation":
    .part("officials", 0.25, 0.9, by: .chance).chance(0.4, 0.02)
    .gap("duty", 0.2, "not_applicable"),
  "asset_declarations_on_time":
    .part("officials_asset_obligation", 0.52, 0.995).gap("duty", 0.2, "not_applicable")
    .gap("declarations of assets", 0.1, "confidential"),
  "officials":
    .scaled("declarations", 0.006, 0.0005, driver: .size, least: 62).chance(0.2, 0.008).always,
  "officials_headcount":
    .scaled("officials", 1.02, 1.07, driver: .income).chance(0, 0).always,
  "training_days": .scaled("officials", 1.2, 9).gap("training", 0.12, "not_available"),
  "departures_voluntary":
    .scaled("officials", 0.08, 0.02).chance(0.25, 0.08).gap("departures", 0.12, "confidential"),
  "managers":
    .part("officials_headcount", 0.05, 0.09, by: .chance).gap("grades", 0.1, "not_available"),
  "managers_women":
    .part("managers", 0.14, 0.46).chance(0.2, 0.02).gap("grades", 0.1, "not_available"),
  "officials_women": .part("officials_headcount", 0.26, 0.46, by: .chance),
  "system_hours_scheduled":
    Recipe(base: .nothing, low: 6200, high: 8760, spread: 0, wobble: 0),
  "system_hours_down":
    .part("system_hours_scheduled", 0.035, 0.0006).gap("outages", 0.18, "not_available"),
  "performance_targets":
    Recipe(base: .nothing, low: 16, high: 60, driver: .chance, spread: 0.1, wobble: 0.1)
    .gap("plan", 0.2, "not_applicable"),
  "performance_targets_met":
    .part("performance_targets", 0.4, 0.92).gap("plan", 0.2, "not_applicable"),
  "audit_recommendations_due":
    Recipe(base: .nothing, low: 14, high: 90, driver: .size, spread: 0.2, wobble: 0.1, least: 12)
    .gap("auditors", 0.1, "not_available"),
  "audit_recommendations_implemented":
    .part("audit_recommendations_due", 0.28, 0.97).gap("auditors", 0.1, "not_available"),
]
