"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 d4e253cc14e65503170e8088b8269afced711fb0403dcaa2f36984aa30197ae4
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "d4e253cc14e65503170e8088b8269afced711fb0403dcaa2f36984aa30197ae4"
