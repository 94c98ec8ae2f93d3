# Each office under its own adaptation, the others under the base.
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --format table
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --format csv
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --format json --subject XI --level outcome
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --format table --lang fr --subject XI
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --bounds --subject XI
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --wide
pmm explain harbour/1.0.0 inspections --data harbour/figures.csv --adaptation harbour/adaptations --subject XI --period 2024 --depth 0
pmm explain harbour/1.0.0 boats_seen --data harbour/figures.csv --adaptation harbour/adaptations --subject XI --period 2024 --depth 0
# What cannot be done.
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations --use inspections.with_boats
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/1.0.0
pmm score port/1.0.0 --data figures.csv --adaptation harbour/adaptations
cp harbour/adaptations/island.pmm harbour/adaptations/again.pmm; pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations
# Two that declare one name.
sed 's/adaptation island/adaptation bay/; s/"XI"/"XJ"/' harbour/adaptations/island.pmm > harbour/adaptations/again.pmm; pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations
