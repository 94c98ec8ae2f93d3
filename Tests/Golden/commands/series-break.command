# A figure that was computed across a break says so, everywhere.
pmm score growth --data growth.csv --subject XA --format table
pmm score growth --data growth.csv --subject XA --period 2024
pmm explain growth change --data growth.csv --subject XA --period 2024
pmm explain growth change --data growth.csv --subject XA --period 2024 --lang fr
