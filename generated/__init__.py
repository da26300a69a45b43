"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 5cf2b244e5fc265dfbfeb207e41436e3ca84ea6276936934b31d8868d6c29ebe
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "5cf2b244e5fc265dfbfeb207e41436e3ca84ea6276936934b31d8868d6c29ebe"
