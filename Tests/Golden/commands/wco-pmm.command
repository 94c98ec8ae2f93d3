# The whole mechanism for one administration, without the head, whose hash changes with every word.
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --period 2024 --subject X01 --format table 2>errors | sed 1,4d
# All of them, by dimension, in the latest year.
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --level dimension --format table 2>errors | sed 1,4d
# One KPI in both languages, the second time by an alternative with a title in each.
pmm explain Definitions/wco-pmm/1.0.0 variation_in_number_of_aeos --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X01 --period 2024 2>errors | grep -v Content
pmm explain Definitions/wco-pmm/1.0.0 variation_in_number_of_aeos --use variation_in_number_of_aeos.absolute_change --lang fr --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X01 --period 2024 2>errors | grep -v Contenu
# What is suppressed to protect persons is not given away by its parts, but to those who see everything.
pmm explain Definitions/wco-pmm/1.0.0 women_in_management_rate --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X24 --period 2024 --disclosure public 2>errors | sed -n '/special rule decided/,/What the figures/p'
pmm explain Definitions/wco-pmm/1.0.0 women_in_management_rate --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X24 --period 2024 --disclosure public --format json 2>errors | grep numbers
pmm explain Definitions/wco-pmm/1.0.0 women_in_management_rate --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X24 --period 2024 --disclosure own 2>errors | grep official
# Bounds beside the score, of one and of many.
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --period 2024 --subject X01 --level dimension --bounds --format table --lang fr 2>errors | sed 1,4d
pmm score Definitions/wco-pmm/1.0.0 --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --period 2024 --subject X01 --subject X02 --subject X03 --subject X04 --level dimension --bounds --format table 2>errors | sed 1,4d
# A part that does not apply leaves the base; what a French reader is told of sources, of levels and of a logarithmic score.
pmm explain Definitions/wco-pmm/1.0.0 trade_facilitation --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X17 --period 2024 --depth 0 2>errors | sed -n '/How much must/,/From value/p'
pmm explain Definitions/wco-pmm/1.0.0 average_release_time --lang fr --data Definitions/wco-pmm/1.0.0/sample/synthetic.csv --subject X17 --period 2024 --depth 0 2>errors | sed -n '/score$/,/^$/p;/^Qui/,/^$/p'
# A header of a thousand words is shown by its beginning.
sed 1s/administration/country/ Definitions/wco-pmm/1.0.0/sample/synthetic.csv >country.csv; pmm score Definitions/wco-pmm/1.0.0 --data country.csv --period 2024
