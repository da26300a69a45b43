"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 1755db73d3e0c97834784a8b3471000dcd5aca0090d83b418b3826d12f94affe
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "1755db73d3e0c97834784a8b3471000dcd5aca0090d83b418b3826d12f94affe"
