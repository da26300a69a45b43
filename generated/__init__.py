"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 558197de1a1e4225e0bc496587dae2902eddce5208bfff0afccc1e022ede3a38
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "558197de1a1e4225e0bc496587dae2902eddce5208bfff0afccc1e022ede3a38"
