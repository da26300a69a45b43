"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 f4c037dcef10fecea45481d15bb0c476ad484a241088e8b020c5346b414f4710
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "f4c037dcef10fecea45481d15bb0c476ad484a241088e8b020c5346b414f4710"
