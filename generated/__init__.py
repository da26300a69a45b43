"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 2e485c7c301e0087433c7725478d8d53725573c847e7ec39b073274dc14a2db1
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "2e485c7c301e0087433c7725478d8d53725573c847e7ec39b073274dc14a2db1"
