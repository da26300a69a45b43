"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 e02da97c2d5e3c34056d05e443088846b92a293034f724fe2ec4b62b0fe8ab0c
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "e02da97c2d5e3c34056d05e443088846b92a293034f724fe2ec4b62b0fe8ab0c"
