# How figures were decided, by either engine, and with adaptations.
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --engine-report
pmm score port/1.0.0 --data figures.csv --node electronic_rate --subject XA --period 2023 --engine-report --engine reference
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --node safety --engine-report
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --node safety --engine-report --engine reference
# A sum that floating point leaves on either side of a row: exact arithmetic decides it.
pmm score thirds --data thirds/figures.csv --engine-report --format table
# Figures larger and smaller than columns can hold: the reference computes the run, and nobody's rank or score is another one.
pmm score far --data far/large.csv --format csv --engine-report
pmm score far --data far/large.csv --format csv --engine reference > reference.csv 2>/dev/null; pmm score far --data far/large.csv --format csv 2>/dev/null | cmp - reference.csv
pmm score far --data far/small.csv --wide value
pmm score far --data far/small.csv --format csv --engine reference > reference.csv 2>/dev/null; pmm score far --data far/small.csv --format csv 2>/dev/null | cmp - reference.csv
