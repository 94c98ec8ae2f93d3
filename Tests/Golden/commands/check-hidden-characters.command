# Right-to-left marks and characters without width neither hide nor move anything.
printf '\357\273\277' > marked.pmm
cat port/1.0.0/framework.pmm >> marked.pmm
pmm check marked.pmm
sed "s/Hours to release/Hours $(printf '\342\200\256')to release/" port/1.0.0/framework.pmm > right-to-left.pmm
pmm check right-to-left.pmm
sed "s/kpi release /kpi rel$(printf '\342\200\213')ease /" port/1.0.0/framework.pmm > zero-width.pmm
pmm check zero-width.pmm
