"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 629b9ff310fd59955d837a9f9cd6d4d2906c4c57250c190c9efcf0d614944f4c
(as printed by sha256sum for the file with Unix line ends)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "629b9ff310fd59955d837a9f9cd6d4d2906c4c57250c190c9efcf0d614944f4c"
