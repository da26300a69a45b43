"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 a2573c9bffc46fc65d2323dcb72da52e07eb56f7a4df65e151f8215e27f50fc4
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "a2573c9bffc46fc65d2323dcb72da52e07eb56f7a4df65e151f8215e27f50fc4"
