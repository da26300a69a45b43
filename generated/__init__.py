"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 feefa774c31e171f454c45578f4e841ea73bd97c5c80cfd9dd1655140d088a23
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "feefa774c31e171f454c45578f4e841ea73bd97c5c80cfd9dd1655140d088a23"
