# What is right for the language and still not good; the day decides what has expired.
pmm lint port --today 2026-11-22 --format concise
# Rules by code or name, in French too.
pmm rules SCO134
pmm rules direction-missing --lang fr
pmm rules SCO13
pmm lint port --today tomorrow
