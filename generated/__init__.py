"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 55c1a54c7e5c45616eb3aee961e97b1d732ab7be4fe11a359ffa7f4071783431
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "55c1a54c7e5c45616eb3aee961e97b1d732ab7be4fe11a359ffa7f4071783431"
