"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 df6e66c4b3c8e21e8d45dbd30300d3bd190d31784d9fb4a7d80ebc135567a356
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "df6e66c4b3c8e21e8d45dbd30300d3bd190d31784d9fb4a7d80ebc135567a356"
