# Catalogues are checked like frameworks, and found below the nearest folder with a pmm.toml.
pmm check shelf --summary
pmm check shelf/office
pmm compile shelf/tools --hash
pmm compile shelf --edition 1.0.0
pmm compile shelf/goals
pmm compile shelf/office | grep -A 13 '"uses"'
pmm compile shelf/office | grep -A 7 '"adopted"'
# What a framework says is checked, wherever the command is run.
pmm check - --root shelf --stdin-filename office.pmm < shelf/office/office.pmm
pmm check - --stdin-filename office.pmm < shelf/office/office.pmm
sed 's/16.6/16.5/; s/rkc$/kyoto_convention/' shelf/office/office.pmm > shelf/office.pmm; pmm check shelf/office.pmm
pmm check shelf --root nowhere
cp -r shelf/goals shelf/again; pmm check shelf
pmm check shelf/office
pmm test shelf/office
pmm score shelf/goals --data shelf/office.csv
