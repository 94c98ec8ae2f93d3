# A rebase says what becomes of each choice, and leaves to the administration what only it can decide.
pmm adapt rebase quay/adaptations/far.pmm --onto 2.0.0 --check
# The new text: what is to be decided stays in its place.
pmm adapt rebase quay/adaptations/far.pmm --onto 2.0.0 2> /dev/null
# In place; then it is no right adaptation until somebody has decided, and there is nothing more to move.
cp -r quay moved; pmm adapt rebase moved/adaptations/far.pmm --onto 2.0.0 --in-place --format json | grep -A 6 '"verdict"' | head -24
pmm adapt check moved/adaptations/far.pmm --format concise
pmm adapt rebase moved/adaptations/far.pmm --onto 2.0.0 --check | tail -3
# Definitions that are joined; lines that end otherwise stay so.
pmm adapt rebase quay/adaptations/near.pmm --onto 2.0.0 --output near.pmm --data quay/figures.csv
cat -A near.pmm
# What the move does to the scores of the member.
pmm adapt rebase quay/adaptations/far.pmm --onto quay/2.0.0 --data quay/figures.csv --format json | grep -A 40 '"effect"' | head -44
# What cannot be done.
pmm adapt rebase quay/adaptations/far.pmm --onto 3.0.0
pmm adapt rebase quay/adaptations/far.pmm --onto 1.0.0 --check
pmm adapt rebase quay/adaptations --onto 2.0.0
pmm adapt rebase quay/1.0.0 --onto 2.0.0
pmm adapt rebase quay/adaptations/far.pmm --onto port/1.0.0
pmm adapt rebase quay/adaptations/far.pmm --onto 2.0.0 --check --in-place
pmm adapt rebase quay/adaptations/far.pmm --onto 2.0.0 --check --data figures.csv
printf 'adaptation later of quay 2.0.0 "sha256:f5a28b2bce34a43433f3a93ae7b46b8937315324af2ab19d553fdb1f2fc67ee1" for "QA" {\n}\n' > moved/adaptations/later.pmm; pmm adapt rebase moved/adaptations/later.pmm --onto 1.0.0
mkdir empty; : > empty/empty.pmm; pmm adapt rebase empty/empty.pmm --onto 2.0.0
sed 's/ of quay / of island /' quay/adaptations/near.pmm > moved/adaptations/other.pmm; pmm adapt rebase moved/adaptations/other.pmm --onto 2.0.0
sed 's/sha256:../sha256:00/' quay/adaptations/near.pmm > moved/adaptations/stale.pmm; pmm adapt rebase moved/adaptations/stale.pmm --onto 2.0.0
# The examples of Definitions.
for a in small_island landlocked customs_union_member; do pmm adapt rebase Definitions/wco-pmm/adaptations/$a.pmm --onto 2.0.0 --format json | grep -E '"(choice|verdict|now)":'; done
pmm adapt check Definitions/wco-pmm/adaptations/small_island.pmm --lang fr
pmm adapt check harbour/adaptations --format json
