# Of warnings only those about what is asked for are told in full; the others are counted.
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X17 --period 2022 --node revenue_collection --format table | sed 1,4d
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X13 --period 2024 --node revenue_collection >results; pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X13 --period 2024 --node revenue_collection --all-warnings 2>&1 >results | grep -c '^warning'
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X13 --strict --node revenue_collection >results
# A table shows the latest period; the data goes on in every format.
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X17 --node revenue_collection --format table 2>errors | sed 1,3d
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X17 --node revenue_collection 2>errors | cut -d, -f1-2
# In French everything that people read: the findings, the table, the account of rows.
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X17 --period 2022 --node correct_assessment --format table --lang fr | sed 1,5d
pmm score port/1.0.0 --data refused.csv --lang fr --format table
