# One layout; what is not in it is an error of --check, and what would change is shown by --diff.
pmm fmt --check loose
pmm fmt --diff loose
pmm fmt loose
pmm fmt --check loose
# Standard input and output, and a range of lines.
printf 'unit  a counted\nunit  b counted\n' | pmm fmt -
printf 'unit  a counted\n\nunit  b counted\n' | pmm fmt - --range 1:1
pmm fmt - --check --stdin-filename here.pmm < broken.pmm --format concise
# Bytes that are no text stay as they are.
printf 'unit  a counted\n// caf\351\n' | pmm fmt - --format concise > latin; od -c latin | tail -2
printf 'unit  a counted\n' | pmm fmt - --width 39
pmm fmt loose --range 3
pmm fmt loose port --range 1:3
# A declaration with a mistake stays as it is, and the status says so.
pmm fmt unfinished.pmm --format concise
cat unfinished.pmm
printf '<<<<<<< mine\nunit a counted\n=======\nunit b counted\n>>>>>>> theirs\n' > merged.pmm; pmm fmt merged.pmm
pmm fmt nowhere
# A mistake in pmm.toml is told as check tells it.
mkdir named && printf 'unit  a counted\n' > named/units.pmm && printf 'root = true\n\n[lnt]\n' > named/pmm.toml; pmm fmt named --format concise; cat named/units.pmm
pmm fmt named --check --format concise
