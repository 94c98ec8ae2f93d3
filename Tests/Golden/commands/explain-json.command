pmm explain port/1.0.0 release --data figures.csv --subject XA --period 2023 --format json
