"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 ea0641394ba5b20fe93ccd1bfe5a867709655e8426ea8b8337ce997b1cab5f26
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "ea0641394ba5b20fe93ccd1bfe5a867709655e8426ea8b8337ce997b1cab5f26"
