# A folder that links to itself is read once; a file finds the head of its folder, or of one above.
mkdir -p loop/inner
cp broken.pmm loop/
ln -s .. loop/inner/up
ln -s . loop/here
pmm check loop --format concise
mkdir -p split/more/deep
head -n 42 port/1.0.0/framework.pmm > split/framework.pmm
tail -n +43 port/1.0.0/framework.pmm > split/more/deep/sheets.pmm
pmm check split
pmm check split/more/deep/sheets.pmm
cd split/more/deep && pmm check sheets.pmm
cp port/1.0.0/framework.pmm split/second.pmm
pmm check split/second.pmm
