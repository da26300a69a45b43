"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 0356400ac5e25341cd7c50efc6b3a28f7d06e316d517940931982fa4ba7c1b1c
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "0356400ac5e25341cd7c50efc6b3a28f7d06e316d517940931982fa4ba7c1b1c"
