"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 38afbc02e4cff40d91f6b882645a5eeab56e5f9d03f3a66dc449e0c72715968e
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "38afbc02e4cff40d91f6b882645a5eeab56e5f9d03f3a66dc449e0c72715968e"
