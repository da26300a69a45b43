"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 8452cb0dc11bba79c6abbb67d2aad71ce8891f75cdbb7d9abc03b44ab4d1c2a3
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "8452cb0dc11bba79c6abbb67d2aad71ce8891f75cdbb7d9abc03b44ab4d1c2a3"
