# Everything down to the reported figures; --depth limits it. An input is answered with who reads it.
pmm explain port/1.0.0 port --data figures.csv --subject XA --period 2023
pmm explain port/1.0.0 port --data figures.csv --subject XA --period 2023 --depth 0
pmm explain port/1.0.0 lodged --data figures.csv --subject XA --period 2023
pmm explain port/1.0.0 'electronic_rate[import]' --data figures.csv --subject XA --period 2023
