# nothing changes from an edition to itself
pmm diff port/1.0.0 port/1.0.0
# one goalpost is moved, under the same number
mkdir next && cp -r port/1.0.0/. next
sed -i 's/linear 50% .. 100%/linear 80% .. 100%/; s/"Rate of electronic declarations"/"Electronic declarations"/' next/framework.pmm
pmm diff port/1.0.0 next
pmm diff port/1.0.0 next --format markdown 2>/dev/null
pmm diff port/1.0.0 next --format github 2>/dev/null
pmm diff port/1.0.0 next --format json 2>/dev/null
# for other tools, in the forms that all commands share
pmm diff port/1.0.0 next --format sarif 2>/dev/null | grep -E '"ruleId"|artifactLocation|startLine'
pmm diff port/1.0.0 next --format gitlab 2>/dev/null
pmm diff port/1.0.0 next --format junit 2>/dev/null
# what reported figures show
pmm diff port/1.0.0 next --data figures.csv --phase self_assessment 2>/dev/null | grep -A12 'What the data'
# as a major edition the same is right; --fail-on stops it all the same
sed -i 's/edition     1.0.0/edition     2.0.0/; s/covers      from 2023/covers      from 2025/' next/framework.pmm
pmm diff port/1.0.0 next --format github
pmm diff port/1.0.0 next --format github --fail-on collection 2>/dev/null
pmm diff port/1.0.0 next --format github --fail-on comparability 2>/dev/null
# a file besides, and what cannot be done
pmm diff port/1.0.0 next --output markdown=comment.md --format github 2>/dev/null; head -3 comment.md
pmm diff port/1.0.0 nowhere
pmm diff port/1.0.0 broken.pmm
# compiled forms in place of folders, on one side or on both; not when they are altered, or hold no sources
pmm compile port/1.0.0 > port.json && pmm compile next > next.json
pmm diff port/1.0.0 port.json
pmm diff port.json next --format github
pmm diff port.json next.json --format github
sed 's/"edition": "1.0.0"/"edition": "1.0.1"/' port.json > altered.json; pmm diff altered.json next
pmm compile Definitions/catalogues/sdg/2015.0.0 > sdg.json; pmm diff sdg.json next
pmm diff port/1.0.0 next --today tomorrow
pmm diff port/1.0.0 next --output pdf=x.pdf
