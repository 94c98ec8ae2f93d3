# What is right for the language and still not good; the day decides what has expired.
pmm lint port --today 2026-11-22 --format concise
# Rules by code or name, in French too.
pmm rules SCO134
pmm rules direction-missing --lang fr
pmm rules SCO13
pmm lint port --today tomorrow
# What is allowed is counted, and told to machines with its reason.
mkdir allowed && sed 's/^    by       flow/&\n    allow    DOC601 because "the law defines it"/' port/1.0.0/framework.pmm > allowed/framework.pmm && pmm lint allowed --today 2026-11-22 --format sarif --output concise=left.txt > found.sarif
grep -c DOC601 left.txt; grep -B1 -A4 '"suppressions"' found.sarif; grep -o '"safety": ".*"' found.sarif | sort | uniq -c
pmm lint allowed --today 2026-11-22 2>&1 >/dev/null | tail -1
pmm lint port --watch --fix
