"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 4ef43ea3300ea16df8107e8520957b3848ee47dceec1c9125700185d81bf8888
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "4ef43ea3300ea16df8107e8520957b3848ee47dceec1c9125700185d81bf8888"
