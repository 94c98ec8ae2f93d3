pmm check port
pmm check port/1.0.0/framework.pmm
pmm check port --summary
pmm check port --format concise
pmm check port ./port/1.0.0 --format json
