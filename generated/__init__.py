"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 f7cabc3f33460e532f094582a751da090bd0b87969adf7db68bde2570465062d
(as printed by sha256sum for the file with Unix line ends)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "f7cabc3f33460e532f094582a751da090bd0b87969adf7db68bde2570465062d"
