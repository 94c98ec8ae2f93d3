pmm explain port/1.0.0 electronic_rate --data figures.csv --subject XA --period 2023
pmm explain port/1.0.0 port --data figures.csv --subject XB --period 2023 --depth 2
pmm explain port/1.0.0 electronic_rate --data figures.csv --subject XB --period 2023 --cell import
pmm explain port/1.0.0 release --data figures.csv --subject XB --period 2023 --disclosure public
pmm explain port/1.0.0 electronic_rate --data figures.csv --subject XA --period 2023 --use electronic_rate.on_paper
