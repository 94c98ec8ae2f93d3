pmm score port/1.0.0 --data figures.csv
pmm score port/1.0.0 --data figures.csv --format table
pmm score port/1.0.0 --data figures.csv --format table --lang fr --subject XB
pmm score port/1.0.0 --data figures.csv --format json --subject XA --period 2023 --node release
pmm score port/1.0.0 --data figures.csv --wide
pmm score port/1.0.0 --data figures.csv --wide value
pmm score port/1.0.0 --data figures.csv --output csv=out.csv --output json=out.json --format table --subject XA --period 2025
head -n 3 out.csv
head -n 6 out.json
