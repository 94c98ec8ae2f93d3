# The period must be said where the data has several.
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml --period 2025
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml --period 2025 --format table --lang fr
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml --period 2025 --format effects --cores 3 --output removals=removals.csv
cat removals.csv
# One core or three: the same.
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml --period 2025 --cores 1 --format json > one.json 2> one.txt
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml --period 2025 --cores 3 --format json > three.json 2> three.txt
cmp one.json three.json
head -n 40 one.json
# Mistakes: of the study, of the node, of a period.
printf 'seed = 1\nrun = 10\nnode = "prot"\n' > wrong.toml
pmm sensitivity port/1.0.0 --data figures.csv --study wrong.toml --period 2025
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml --period 2024
pmm sensitivity port/1.0.0 --data figures.csv --study none.toml
# What is wrong with the study comes before the data is read; what is only strange, before its findings.
pmm sensitivity port/1.0.0 --data none.csv --study wrong.toml 2>&1 | tail -n 1
pmm sensitivity port/1.0.0 --data figures.csv --study study.toml --adaptation harbour/adaptations
printf 'seed = 1\nruns = 10\nperiod = 2025\n[[draw]]\nname = "form"\ncombine = ["port"]\nchoose = ["geometric_mean"]\n' > few.toml
pmm sensitivity port/1.0.0 --data figures.csv --study few.toml --strict --output csv=few.csv > few.txt
# Classes, shares and ranks among peers.
printf 'seed = 7\nruns = 500\n[[draw]]\nname = "noise"\nnoise = "kpi"\npoints = 20\nrescale = true\n' > noise.toml
pmm sensitivity peers --data peers.csv --subjects peers-regions.csv --study noise.toml --period 2024 --format table
pmm sensitivity peers --data peers.csv --subjects peers-regions.csv --study noise.toml --period 2024 --format effects
# A score that is alone in its period is scaled to nothing, and held within the interval.
pmm sensitivity port/1.0.0 --data figures.csv --study noise.toml --period 2025 2> port.txt
# The Mechanism.
printf 'seed = 7\nruns = 200\n[[draw]]\nname = "weights"\nweights = "kpi"\nspread = "25%%"\n[[draw]]\nname = "floors"\nleave_out = "kpi"\ncount = 2\n' > wco.toml
pmm sensitivity Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --study wco.toml --period 2024 --format effects --output csv=wco.csv 2> wco.txt
head -n 6 wco.csv
