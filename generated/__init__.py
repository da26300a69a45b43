"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 34586155be27ec0e5d376daf77070921176dc4bd4699ac6b75beae893fcec051
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "34586155be27ec0e5d376daf77070921176dc4bd4699ac6b75beae893fcec051"
