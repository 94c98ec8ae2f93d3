# A part of a root says nothing of the baseline's entries about the rest, and takes none of them out.
printf 'root = true\n\n[lint]\nbaseline = "known.toml"\n' > port/pmm.toml
pmm lint port --today 2026-11-22 --format concise
pmm lint port --today 2026-11-22 --write-baseline --add-to-baseline
pmm lint port --today 2026-11-22
cp port/known.toml whole.toml; pmm lint port/1.0.0 --today 2026-11-22
pmm lint port/1.0.0 --today 2026-11-22 --write-baseline
diff whole.toml port/known.toml && echo as it was
# What has errors is not linted; all else is, and the status says that something is wrong.
printf '\nunit tonne = barrel\n' >> port/2.0.0/framework.pmm
pmm lint port --today 2026-11-22 --format concise
pmm lint port --today 2026-11-22 --diff --format concise
pmm lint port/2.0.0 --today 2026-11-22 --format concise
pmm lint port --today 2026-11-22 --write-baseline --format concise
# Settings: a slip in a name is told by check too.
printf 'root = true\n\n[lnt]\nbaseline = "known.toml"\n' > port/pmm.toml; pmm check port/1.0.0
printf 'root = true\n\n[lint]\nbaseline = "knwon.toml"\n' > port/pmm.toml; pmm lint port/1.0.0 --format concise
pmm lint port/1.0.0 --fix --baseline knwon.toml
# What is written goes to a file of its own, and never over a definition.
pmm lint port/1.0.0 --output json=left.json --output sarif=./left.json
pmm check port/1.0.0 --output json=port/1.0.0/framework.pmm
# Nobody waits for a file that is not there.
pmm check --watch nothere
# A file that was laid out is so after its fixes.
pmm init --name desk desk >/dev/null 2>&1; sed -i '/more were answered/d' desk/desk/1.0.0/service.pmm; pmm fmt --check desk
pmm lint desk --unsafe-fixes --format concise
pmm fmt --check desk && grep -A6 'input answered_on_time' desk/desk/1.0.0/service.pmm
# In French, the words around findings too.
rm port/pmm.toml; pmm lint port/1.0.0 --lang fr --today 2026-11-22 | head -24; pmm lint port --lang fr --today 2026-11-22 2>&1 >/dev/null
