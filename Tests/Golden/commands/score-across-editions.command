# A figure that compares with a period of another edition says so.
pmm score steps --data steps.csv --subject XA --format table
pmm score steps --data steps.csv --node growth
pmm score steps --data steps.csv --node growth --subject XA --period 2024 --format json
pmm explain steps growth --data steps.csv --subject XA --period 2024 --depth 0
pmm explain steps growth --data steps.csv --subject XA --period 2024 --depth 0 --lang fr
# One edition alone scores all of its periods; restated, each edition scores all.
pmm score steps --edition 2.0.0 --data steps.csv --node growth --subject XA
pmm score steps --restate --edition 2.0.0 --data steps.csv --node growth --subject XA
