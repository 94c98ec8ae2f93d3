# A figure that was treated says so, and what it was before: winsorised flights, logarithms of goods.
pmm score outliers --data outliers.csv --format table
pmm score outliers --data outliers.csv --subject H --format table --lang fr
pmm score outliers --data outliers.csv --subject H
pmm score outliers --data outliers.csv --subject H --format json
pmm explain outliers outliers --data outliers.csv --subject H
pmm explain outliers flights --data outliers.csv --subject H --lang fr
pmm explain outliers goods --data outliers.csv --subject A --format json
# What was filled in could be anything that its range allows.
pmm score outliers --data outliers.csv --subject I --bounds
