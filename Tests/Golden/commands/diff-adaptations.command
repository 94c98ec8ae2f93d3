# which adaptations of the first edition of the Mechanism fail under the second
pmm diff Definitions/wco-pmm/1.0.0 Definitions/wco-pmm/2.0.0 --adaptation Definitions/wco-pmm/adaptations 2>/dev/null | grep -A2 'adaptation-'
# for whom a figure changes that does not change for everyone
mkdir -p own/base own/next && cp port/1.0.0/framework.pmm own/base && touch own/pmm.toml
sed 's/(lodged - electronic) \/ lodged/2 * (lodged - electronic) \/ lodged/; s/edition     1.0.0/edition     2.0.0/; s/from 2023/from 2025/' own/base/framework.pmm > own/next/framework.pmm
printf 'adaptation small of port 1.0.0 "%s" for "XS" {\n    use electronic_rate.on_paper because "there is no line"\n}\n' "$(pmm compile own/base --hash | sed -n 's/content //p')" > own/small.pmm
pmm diff own/base own/next --adaptation own/small.pmm 2>/dev/null
pmm diff own/next own/base --adaptation own/small.pmm
# an adaptation is no edition; the framework that it makes can be compared with its base
pmm diff harbour/1.0.0 harbour/adaptations/island.pmm
pmm adapt resolve harbour/adaptations/island.pmm > resolved.pmm; pmm diff harbour/1.0.0 resolved.pmm --format github 2>/dev/null | head -3
