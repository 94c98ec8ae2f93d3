# A refused row fails the run, and the rest is scored all the same.
pmm score port/1.0.0 --data refused.csv
printf 'administration,period,input,value\nXA,2023,lodgd,5\n' > nothing.csv
pmm score port/1.0.0 --data nothing.csv
printf 'administration,period,input,value\nXA,2021,lodged,5\n' > early.csv
pmm score port/1.0.0 --data early.csv
pmm score port/1.0.0 --data wide.csv refused.csv --level framework --subject XB
