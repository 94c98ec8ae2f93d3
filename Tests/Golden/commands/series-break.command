# A figure that was computed across a break says so, everywhere.
pmm score growth --data growth.csv --subject XA --format table
pmm score growth --data growth.csv --subject XA --period 2024
pmm explain growth change --data growth.csv --subject XA --period 2024
pmm explain growth change --data growth.csv --subject XA --period 2024 --lang fr
# Of many subjects, one warning that names the first.
for s in XC XD XE XF XG; do sed "1d;/XB/d;s/XA/$s/" growth.csv; done > more.csv
cat growth.csv more.csv > many.csv
pmm score growth --data many.csv --node change --period 2024
