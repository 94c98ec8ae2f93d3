# Colour only where it is asked for, since this is no terminal.
pmm check broken.pmm
NO_COLOR=1 pmm check broken.pmm --color always
pmm check broken.pmm --color never
pmm check broken.pmm --color sometimes
