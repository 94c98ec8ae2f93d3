# Two editions of the Mechanism beside each other: every period by the rules of both, and where a series breaks.
awk -F, 'NR == 1 || $1 == "X01" && $2 > 2023 && $2 < 2027 || $1 == "X02" && $2 == 2025' Definitions/wco-pmm/1.0.0/sample/synthetic.csv > few.csv
pmm score Definitions/wco-pmm --edition 1.0.0 --edition 2.0.0 --restate --data few.csv --node wco_pmm --format csv 2>/dev/null
pmm score Definitions/wco-pmm --edition 1.0.0 --edition 2.0.0 --restate --data few.csv --node variation_in_number_of_alcohol_seizures --subject X01 --format table 2>/dev/null
pmm score Definitions/wco-pmm --edition 1.0.0 --edition 2.0.0 --restate --data few.csv --node variation_in_number_of_alcohol_seizures --subject X01 2>/dev/null
