# A folder with several editions: each period by the rules of the edition that covers it.
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies --format table
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies --format json
pmm explain Definitions/wb-cpia structural_policies --data ratings.csv --subject AFG --period 2007
pmm explain Definitions/wb-cpia structural_policies --data ratings.csv --subject AFG --period 2008 --depth 0
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies --edition 2008.0.0
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies --edition 2008.0.0 --restate
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies --restate
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies --wide value
