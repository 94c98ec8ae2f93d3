pmm compile port/1.0.0 --hash
pmm compile port --edition 2.0.0 --hash
# The hash depends on what is said, and not on layout or order.
sed 's/    */ /' port/1.0.0/framework.pmm > loose.pmm
pmm compile loose.pmm --hash
pmm compile failing.pmm
pmm compile broken.pmm
# Each edition has hashes of its own.
pmm compile Definitions/wb-cpia --hash
pmm compile Definitions/wb-cpia --edition 2008.0.0 --hash
