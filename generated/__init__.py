"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 18d443b8679c86a52647d284eb0505f73983b031bb421be1849770f84ac759cf
(as printed by sha256sum for the file with Unix line ends)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "18d443b8679c86a52647d284eb0505f73983b031bb421be1849770f84ac759cf"
