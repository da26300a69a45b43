"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 c037a4b9c23e5a8afc0ee0581426612b67b60fcf56604b0e0689d3ccf79864b2
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "c037a4b9c23e5a8afc0ee0581426612b67b60fcf56604b0e0689d3ccf79864b2"
