# What is not a program, or is one in another encoding.
pmm check nowhere
pmm check nowhere.pmm port
mkdir empty
pmm check empty
: > empty.pmm
pmm check empty.pmm
printf '\000\001\377\376\200binary\n\000' > binary.pmm
pmm check binary.pmm
printf '\377\376f\000r\000a\000m\000e\000w\000o\000r\000k\000\n\000' > utf16.pmm
pmm check utf16.pmm
awk '{ printf "%s\r\n", $0 }' port/1.0.0/framework.pmm > crlf.pmm
pmm check crlf.pmm
awk '{ printf "%s\r\n", $0 }' broken.pmm > broken-crlf.pmm
pmm check broken-crlf.pmm
head -c 1360 port/1.0.0/framework.pmm > truncated.pmm
pmm check truncated.pmm
mkdir folder.pmm
pmm check folder.pmm
ln -s nothing link.pmm
pmm check link.pmm
