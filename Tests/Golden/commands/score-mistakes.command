# Data headed by a former name, without periods, without phases; rows that differ; blank and bad cells.
pmm score growth --data growth-old.csv
pmm score growth --data growth-old-long.csv
pmm score growth --data growth-no-period.csv --period 2023 2024
pmm score growth --data growth-no-period.csv --period 2023
pmm score growth --data growth.csv --phase peer_review
pmm score port/1.0.0 --data figures.csv --phase per
pmm score port/1.0.0 --data figures.csv --phase peer_review --node port --subject XA --period 2023
pmm score growth --data growth.csv growth-differs.csv --period 2023
pmm score growth --data growth-differs.csv growth.csv --period 2023
