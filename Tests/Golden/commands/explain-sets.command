pmm check peers --strict
# A score through defines, measured against the best of all; whose figure is not theirs to tell is left out of sight
pmm explain peers hit_rate --data peers.csv --subjects peers-regions.csv --subject XB --depth 0
pmm explain peers hit_rate --data peers.csv --subjects peers-regions.csv --subject XB --depth 0 --disclosure public
# Weights, a condition, a region
pmm explain peers beside --data peers.csv --subjects peers-regions.csv --subject XB --depth 0
pmm explain peers beside --data peers.csv --subjects peers-regions.csv --subject XF --depth 0
# What fills a figure, and where it stands among the others
pmm explain peers posts --data peers.csv --subjects peers-regions.csv --subject XA --depth 0 --lang fr
# A window of periods and the cells of an axis
pmm explain peers three_years --data peers.csv --subjects peers-regions.csv --subject XA --depth 0
pmm explain peers known_controls --data peers.csv --subjects peers-regions.csv --subject XA --depth 0
# What fills a cell of a total, and a part of a combination; a rank in a region
pmm explain filled k --data filled.csv --subjects filled-regions.csv --subject XA --depth 0
pmm explain filled filled --data filled.csv --subjects filled-regions.csv --subject XC --depth 0
# Subjects in all their periods, the highest first; a define behind a condition and behind a class
pmm explain filled best --data filled.csv --subjects filled-regions.csv --subject XA --depth 0
pmm explain filled group --data filled.csv --subjects filled-regions.csv --subject XA --depth 0
# A percentile of a set is no place in it; a place in a score
pmm explain filled upper --data filled.csv --subjects filled-regions.csv --subject XA --depth 0
pmm explain filled standing --data filled.csv --subjects filled-regions.csv --subject XA --depth 0
# Rank and class of many
pmm score peers --data peers.csv --subjects peers-regions.csv --format table
pmm score peers --data peers.csv --subjects peers-regions.csv --format json --subject XB --node posts
