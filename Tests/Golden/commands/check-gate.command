# A warning fails the run only where it is asked to.
pmm score port/1.0.0 --data wide.csv --level framework
pmm score port/1.0.0 --data wide.csv --level framework --fail-on warning
pmm score port/1.0.0 --data wide.csv --level framework --strict
pmm check port --fail-on warning
pmm check port --fail-on info
