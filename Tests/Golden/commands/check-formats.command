# What continuous integration reads. A summary goes where GitHub wants it.
pmm check broken.pmm --format github
GITHUB_STEP_SUMMARY=summary.md pmm check broken.pmm --format concise --output github=annotations.txt --output junit=junit.xml --output gitlab=quality.json --output sarif=pmm.sarif
cat summary.md
head -5 junit.xml
head -8 quality.json
grep -c ruleId pmm.sarif
pmm check broken.pmm --output sarfi=x
pmm fmt --check loose --format github
