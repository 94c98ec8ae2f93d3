# a branch raises a threshold, and is compared with where it left main; the file that marks the root is empty
mkdir repo && touch repo/pmm.toml && mkdir repo/port && cp port/1.0.0/framework.pmm repo/port && cd repo && git init -q -b main && git config user.name Editor && git config user.email editor@example.org
cd repo && git add . && GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z git commit -qm 'One edition'
cd repo && git checkout -qb stricter && sed -i 's/linear 50% .. 100%/linear 80% .. 100%/' port/framework.pmm && GIT_AUTHOR_DATE=2026-01-02T00:00:00Z GIT_COMMITTER_DATE=2026-01-02T00:00:00Z git commit -qam 'Ask for more'
cd repo && git checkout -q main && sed -i 's/"Port performance"/"Performance of ports"/' port/framework.pmm && GIT_AUTHOR_DATE=2026-01-03T00:00:00Z GIT_COMMITTER_DATE=2026-01-03T00:00:00Z git commit -qam 'A better title' && git checkout -q stricter
cd repo && pmm diff main:port port --format markdown --fail-on comparability
# somebody answers for it: the record lets it through until its last day
cd repo && printf '[[accept]]\nchange   = "%s"\nreason   = "agreed at the spring session"\napprover = "the working group"\nexpires  = "2026-12-31"\n' "$(pmm diff main:port port --format json 2>/dev/null | sed -n 's/.*"fingerprint": "\(.*\)",/\1/p')" > port/accepted.toml
cd repo && pmm diff main:port port --fail-on comparability --today 2026-06-01
cd repo && pmm diff main:port port --fail-on comparability --today 2027-01-01 --format github
# two revisions, and the folder that one is in
cd repo/port && pmm diff main:./framework.pmm stricter:./framework.pmm --format github
# a compiled form that git has
cd repo && pmm compile port > port.json && git add port.json && git commit -qm Compiled && pmm diff main:port HEAD:port.json --format github
# what git does not know
cd repo && pmm diff mian:port port
cd repo && pmm diff main:prot port
pmm diff main:port port/1.0.0
git clone -q --depth 1 "file://$PWD/repo" shallow 2>/dev/null; cd shallow && pmm diff HEAD~1:port port
# tools mark lines of the work tree, also for what a revision has
cd repo && pmm diff main:port stricter:port --format github
# a revision without the catalogue that it uses
cd repo && sed -i '/^    edition/a\    uses sdg 2015.0.0' port/framework.pmm && git commit -qam Uses && pmm diff HEAD:port port
