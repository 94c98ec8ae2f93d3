# Beside the score of an outcome stands how far its instruments are applied.
pmm score shelf/office --data shelf/office.csv --subject north --format table
pmm score shelf/office --data shelf/office.csv --format table
pmm score shelf/office --data shelf/office.csv --format table --lang fr --subject south
pmm score shelf/office --data shelf/office.csv --level outcome --subject south
pmm score shelf/office --data shelf/office.csv --wide
pmm score shelf/office --data shelf/office.csv --wide value --level outcome
pmm explain shelf/office service --data shelf/office.csv --subject south
pmm explain shelf/office service --data shelf/office.csv --subject north --lang fr --depth 0
pmm explain shelf/office trust --data shelf/office.csv --subject south --format json --depth 0
# An outcome without a score is explained all the same.
pmm explain shelf/office skills --data shelf/office.csv --subject west
pmm explain shelf/office skills --data shelf/office.csv --subject east --lang fr
