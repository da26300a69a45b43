"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 9c6d02cee46ff6dc0f8fd92a84a38ba8f427a0ad1e7f15b0fd63b37068ba9152
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "9c6d02cee46ff6dc0f8fd92a84a38ba8f427a0ad1e7f15b0fd63b37068ba9152"
