# How figures were decided, by either engine, and with adaptations.
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --engine-report
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --engine-report --engine reference
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --node safety --engine-report
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --node safety --engine-report --engine reference
