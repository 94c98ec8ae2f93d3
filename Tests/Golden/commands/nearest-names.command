# A slip is answered with the nearest name.
pmm scor port
pmm help scor
pmm check port --sumary
pmm score port/1.0.0 --data figures.csv --node electronic_rat
pmm score port/1.0.0 --data figures.csv --subject XBB
pmm score port/1.0.0 --data figures.csv --period 2032
pmm score port/1.0.0 --data figures.csv --period 23
pmm score port/1.0.0 --data figures.csv --level outcom
pmm score port --edition 2.0.1 --data figures.csv
pmm score port/1.0.0 --data figures.csv --use electronic_rate.on_papr
pmm score port/1.0.0 --data figures.csv --disclosure publik
pmm score port/1.0.0 --data figures.csv --engine colunmar
pmm score port/1.0.0 --data figures.csv --lang de
pmm check port --format jsn
pmm score port/1.0.0 --data figures.csv --phase peer_revew
pmm explain port/1.0.0 electronic_rate --data figures.csv --subject XA --period 2023 --cell imprt
pmm explain port/1.0.0 electronc_rate --data figures.csv --subject XA --period 2023
# A name that shares words with others is answered with the likest first.
pmm explain Definitions/wco-pmm/1.0.0 variation_in_aeos --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X13
