"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 67e829f65a74afa5b5919c44c44491dbc7e1085333b717c61fcb29ad5662f6b7
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "67e829f65a74afa5b5919c44c44491dbc7e1085333b717c61fcb29ad5662f6b7"
