pmm schema
pmm schema diagnostics | head -n 12
pmm schema result
