pmm score port/1.0.0 --data figures.csv --level outcome
pmm score port/1.0.0 --data figures.csv --level framework --level kpi --subject XB
pmm score port/1.0.0 --data figures.csv --node electronic_rate --period 2023
pmm score port/1.0.0 --data figures.csv --node release --period 2023 2025 --subject XA
pmm score port/1.0.0 --data figures.csv --level framework --all-periods
pmm score port --edition 2.0.0 --data figures.csv --level framework
pmm score port --edition 2.0.0 --data figures.csv --level framework --restate
