"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 dc70517f7fee4a25e6179a1118d9bf7d7d74646932eaa849b1e93b96078b42fe
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "dc70517f7fee4a25e6179a1118d9bf7d7d74646932eaa849b1e93b96078b42fe"
