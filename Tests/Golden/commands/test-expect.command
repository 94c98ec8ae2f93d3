pmm test port/1.0.0 --data figures.csv --expect expected.csv
sed 's/92.1/92.2/' expected.csv > wrong.csv
pmm test port/1.0.0 --data figures.csv --expect wrong.csv
pmm test port/1.0.0 --data figures.csv --expect nowhere.csv
pmm test port --data figures.csv --expect expected.csv
pmm test Definitions/undp-hdi/2022 --data Definitions/undp-hdi/2022/sample/published.csv --expect Definitions/undp-hdi/2022/sample/expected.csv
