# What an adaptation chooses, and what that does to comparability.
pmm adapt check harbour/adaptations
pmm adapt resolve harbour/adaptations/island.pmm
pmm adapt resolve harbour/adaptations/island.pmm --format ir | head -8
pmm check harbour --summary
pmm test harbour/adaptations
# The resolved framework is one that checks.
pmm adapt resolve harbour/adaptations/island.pmm > resolved.pmm; pmm check resolved.pmm; pmm test resolved.pmm; pmm fmt --check resolved.pmm
# What cannot be done.
pmm adapt check harbour/1.0.0
pmm adapt resolve Definitions/wco-pmm/adaptations
pmm adapt check harbour/adaptations --base Definitions/undp-hdi/2022
# An adaptation is of a framework, and of no other adaptation.
sed 's/^adaptation [a-z]* of [a-z]*/adaptation reef of island/' harbour/adaptations/island.pmm > harbour/adaptations/reef.pmm; pmm adapt check harbour/adaptations/reef.pmm
pmm adapt chek harbour/adaptations
