# A framework to begin with: it checks, is laid out, and scores its own data.
pmm init office
pmm check office --strict
pmm test office
pmm fmt --check office
pmm score office/office/1.0.0 --data office/office/1.0.0/sample/figures.csv
pmm explain office/office/1.0.0 on_time_rate --data office/office/1.0.0/sample/figures.csv --subject north --period 2024 > explained.txt
pmm init office
pmm init --name Office.2 elsewhere
pmm init 'my port'
pmm init été
# Sheets and adaptations in their places; what is added checks.
pmm new theme staff office/office/1.0.0
pmm new kpi staff_training office/office/1.0.0 --in staff
pmm new adaptation islands office/office/1.0.0 --for IS
pmm check office
pmm fmt --check office
tail -12 office/office/1.0.0/service.pmm
tail -1 office/office/adaptations/islands.pmm | cut -c1-60
# Into translated files too, in all languages.
pmm new kpi paper_rate port/1.0.0 --in paperless
tail -14 port/1.0.0/framework.pmm
pmm new kpi lodged port/1.0.0 --in paperless
pmm new kpi paper port/1.0.0 --in paperles
pmm new kpi paper port/1.0.0
pmm new indicator paper port/1.0.0
pmm new adaptation islands port/1.0.0
pmm completions bsh
