pmm test port
pmm test port/1.0.0 --coverage
pmm test failing.pmm
pmm test failing.pmm --format concise
pmm test failing.pmm --output json=found.json --format concise
head -n 12 found.json
pmm test broken.pmm --format concise
pmm test port --data figures.csv
