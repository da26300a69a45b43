"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 61efe0e2a49ab415faeb135c7e21fe2f15676b9e8816422dd5d57ed90f14bffc
(as printed by sha256sum for the file with Unix line ends)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "61efe0e2a49ab415faeb135c7e21fe2f15676b9e8816422dd5d57ed90f14bffc"
