"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 d65cb46d0b298622675407b475d5e074c1e2d560a28e2a9efc12bec16f11d4d4
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "d65cb46d0b298622675407b475d5e074c1e2d560a28e2a9efc12bec16f11d4d4"
