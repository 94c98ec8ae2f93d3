pmm explain port/1.0.0 electronic_rate --data figures.csv --subject XA --period 2023 --lang fr
pmm explain port/1.0.0 release --data figures.csv --subject XB --period 2023 --lang fr
