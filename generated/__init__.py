"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 65f12a8ad6c9d7f6e34e8ca58e1e99c21391cb4c30599c9325d777e8ffd10386
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "65f12a8ad6c9d7f6e34e8ca58e1e99c21391cb4c30599c9325d777e8ffd10386"
