# Two editions of the Mechanism beside each other: every period by the rules of both, and where a series breaks.
awk -F, 'NR == 1 || $1 == "X01" && $2 > 2023 && $2 < 2027 || $1 == "X02" && $2 == 2025' Definitions/wco-pmm/1.0.0/sample/synthetic.csv > few.csv
pmm score Definitions/wco-pmm --edition 1.0.0 --edition 2.0.0 --restate --data few.csv --node wco_pmm --format csv 2>/dev/null
pmm score Definitions/wco-pmm --edition 1.0.0 --edition 2.0.0 --restate --data few.csv --node variation_in_number_of_alcohol_seizures --subject X01 --format table 2>/dev/null
pmm score Definitions/wco-pmm --edition 1.0.0 --edition 2.0.0 --restate --data few.csv --node variation_in_number_of_alcohol_seizures --subject X01 2>/dev/null
# Periods of the first edition alone are rows for the second as well.
awk -F, 'NR == 1 || $1 == "X01" && $2 == 2024' Definitions/wco-pmm/1.0.0/sample/synthetic.csv > one.csv; pmm score Definitions/wco-pmm --edition 1.0.0 --edition 2.0.0 --restate --data one.csv --node wco_pmm 2>&1 | grep -v '^ ' | cut -c1-60
# What a chosen alternative reads and nobody reported is named.
cp -rL Definitions own; sed 's/"XU"/"X01"/' own/wco-pmm/adaptations/customs_union_member.pmm > own/wco-pmm/adaptations/first.pmm; pmm score own/wco-pmm/1.0.0 --data one.csv --adaptation own/wco-pmm/adaptations/first.pmm --node wco_pmm 2>&1 | grep 'no figure'
