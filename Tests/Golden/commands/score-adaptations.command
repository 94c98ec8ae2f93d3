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
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations/island.pmm --adaptation harbour/1.0.0
pmm score port/1.0.0 --data figures.csv --adaptation harbour/adaptations
cp harbour/adaptations/island.pmm harbour/adaptations/again.pmm; pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations
pmm score harbour/1.0.0 --data harbour/figures.csv --adaptation harbour/adaptations/island.pmm --adaptation harbour/adaptations/island.pmm --node safety
# Two that declare the same names, each for itself: in the data a name means that of the row's office.
sed 's/adaptation island/adaptation bay/; s/"XI"/"XJ"/; s/"Ferries"/"Ferries of the bay"/; s/100%/50%/; s/scores 25/scores 50/' harbour/adaptations/island.pmm > harbour/adaptations/again.pmm; sed 's/XJ.*/&8/' harbour/figures.csv > harbour/more.csv; pmm score harbour/1.0.0 --data harbour/more.csv --adaptation harbour/adaptations --node ferries_seen
pmm score harbour/1.0.0 --data harbour/more.csv --adaptation harbour/adaptations --node ferries_seen --wide
pmm explain harbour/1.0.0 ferries_seen --data harbour/more.csv --adaptation harbour/adaptations --subject XJ --period 2024 --depth 0 | head -20
# What is a word of the data is one for all.
for file in island again; do echo 'unit trip "Trip"' >> harbour/adaptations/$file.pmm; done; pmm score harbour/1.0.0 --data harbour/more.csv --adaptation harbour/adaptations
