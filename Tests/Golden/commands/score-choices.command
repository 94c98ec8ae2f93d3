# Digits, alternatives, bounds, disclosure.
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --digits 3
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --digits 34
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --digits exact
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --use electronic_rate.on_paper
pmm score port/1.0.0 --data figures.csv --subject XB --period 2025 --bounds
pmm score port/1.0.0 --data figures.csv --subject XA --period 2023 --disclosure public
pmm score port/1.0.0 --data figures.csv --subject XA --period 2023 --disclosure own --format table
