pmm check - < port/1.0.0/framework.pmm
pmm check - --stdin-filename draft.pmm --format concise < broken.pmm
pmm check - - < broken.pmm
pmm score - --data - < broken.pmm
