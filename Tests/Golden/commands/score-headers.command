# A wide file with a slip in a header; a file of another publisher, and what its headers mean.
sed '1s/electronic\[import\]/electronc[import]/' wide.csv > slip.csv
pmm score port/1.0.0 --data slip.csv --level framework
printf 'REF_AREA,TIME_PERIOD,INDICATOR,OBS_VALUE,OBS_STATUS\nXA,2023,release_hours,37,E\n' > sdmx.csv
pmm score port/1.0.0 --data sdmx.csv --node release
printf 'Land,Jahr,Stunden\nXA,2023,37\n' > foreign.csv
printf 'column,means\nLand,subject\nJahr,period\nStunden,release_hours\n' > columns.csv
pmm score port/1.0.0 --data foreign.csv --columns columns.csv --node release
printf '[{"administration": "XA", "period": "2023", "input": "release_hours", "value": 37}]' > figures.json
pmm score port/1.0.0 --data figures.json --node release
printf 'administration,release_hours\nXA,37\n' | pmm score port/1.0.0 --data - --period 2025 --node release
printf 'administration,region\nXA,north\nXB,sout\n' > regions.csv
pmm score port/1.0.0 --data figures.csv --subjects regions.csv --node release --subject XA
printf 'administration,period,phase,input,value\nXA,2023,self_assessment,release_hours,37\nXA,2023,peer_review,release_hours,40\n' > phases.csv
pmm score port/1.0.0 --data phases.csv --node release
pmm score port/1.0.0 --data phases.csv --node release --phase peer_review
