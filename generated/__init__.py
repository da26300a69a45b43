"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 2be166aae3f2f1af779b21136df8a4f20a1338a61fe683dfcfb11369e87febb8
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "2be166aae3f2f1af779b21136df8a4f20a1338a61fe683dfcfb11369e87febb8"
