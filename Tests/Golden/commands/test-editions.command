# Expected results of several editions name the edition that they are of.
pmm score Definitions/wb-cpia --data ratings.csv --node structural_policies --period 2007 2008 --restate > expected.csv
pmm test Definitions/wb-cpia --data ratings.csv --restate --expect expected.csv --format concise
pmm test Definitions/wb-cpia --data ratings.csv --expect expected.csv --format concise
cut -d, -f1,2,5,9 expected.csv > unnamed.csv
pmm test Definitions/wb-cpia --data ratings.csv --restate --expect unnamed.csv --format concise
pmm test Definitions/wb-cpia --data ratings.csv --edition 2005.0.0 --expect expected.csv
