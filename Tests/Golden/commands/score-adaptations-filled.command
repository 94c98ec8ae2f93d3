# A figure that is filled says all the same that the office's own rules have a part in it.
pmm score quarry --data quarry/figures.csv --adaptation quarry/adaptations --format csv
pmm score quarry --data quarry/figures.csv --adaptation quarry/adaptations --format csv --engine reference --bounds
