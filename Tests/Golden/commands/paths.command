# A path with nothing to check ends nowhere well.
mkdir nothing
pmm check nothing
pmm lint nothing
pmm adapt check nothing
pmm adapt check port/1.0.0 harbour/1.0.0
pmm score harbour/1.0.0 --data figures.csv --adaptation port/1.0.0
