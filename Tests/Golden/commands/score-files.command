# What is not data.
pmm score port/1.0.0
pmm score port/1.0.0 --data nowhere.csv
pmm score port/1.0.0 --data port
: > empty.csv
pmm score port/1.0.0 --data empty.csv
printf '\000\377\376\001\200' > binary.csv
pmm score port/1.0.0 --data binary.csv
printf '\377\376a\000,\000b\000\n\0001\000,\0002\000\n\000' > utf16.csv
pmm score port/1.0.0 --data utf16.csv
printf 'administration,period,input,value\nMal\351,2023,lodged,5\n' > latin1.csv
pmm score port/1.0.0 --data latin1.csv
printf 'administration;period;input;value\nXA;2023;lodged;5\n' > semicolons.csv
pmm score port/1.0.0 --data semicolons.csv
printf 'administration,period,input,flow,value\r\nXA,2023,release_hours,,37\r\n' > crlf.csv
pmm score port/1.0.0 --data crlf.csv --node release
pmm score broken.pmm --data figures.csv
pmm score port/1.0.0 --data figures.csv --output csv=no/such/folder/out.csv --level framework
pmm score port/1.0.0 --data figures.csv --output csv=port --level framework
