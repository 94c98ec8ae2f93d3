pmm check broken.pmm
pmm check broken.pmm --format concise
pmm check broken.pmm --format json
pmm check broken.pmm --output concise=found.txt --output json=found.json --format text
cat found.txt
pmm check broken.pmm port/1.0.0 --summary
