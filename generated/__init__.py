"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 ecdbfc146ddae4b0ee580406c96bd7c23f5866240218072581f2d83ae7dcd9fa
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "ecdbfc146ddae4b0ee580406c96bd7c23f5866240218072581f2d83ae7dcd9fa"
