pmm
pmm check --help
pmm help score
