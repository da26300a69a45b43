"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 7228fe70195a9a28dd80ed6aab5d8daf52a168253ba115dfbcca559cb1ef03d0
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "7228fe70195a9a28dd80ed6aab5d8daf52a168253ba115dfbcca559cb1ef03d0"
