# What cannot be done has the status 2.
pmm check
pmm score port/1.0.0 --data figures.csv --digits 35
pmm score port/1.0.0 --data figures.csv --format xml
pmm score port/1.0.0 --data figures.csv --output out.csv
pmm score port/1.0.0 --data figures.csv --output xml=out.xml
pmm score port --data figures.csv
pmm explain port/1.0.0 electronic_rate --data figures.csv
pmm explain port/1.0.0 electronic_rate --data figures.csv --subject XA
pmm test port --expect expected.csv --data figures.csv
pmm score --data figures.csv port/1.0.0
pmm score port/1.0.0 --data figures.csv --wide --format json
pmm --version
