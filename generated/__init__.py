"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 629a7d9b74d35c998ac34b6e74b4da0b8add6d9351398c5ec5f7b6bc6c06b277
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "629a7d9b74d35c998ac34b6e74b4da0b8add6d9351398c5ec5f7b6bc6c06b277"
