"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 8c525fc1c89403c087dbc26d88889f2e76fba088bef5f15bd16fbd4c69c6c2d9
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "8c525fc1c89403c087dbc26d88889f2e76fba088bef5f15bd16fbd4c69c6c2d9"
