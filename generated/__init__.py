"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 dfe5439e9198902c02a1953aa1372c058440df118ef8748a08f95d529caa669c
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "dfe5439e9198902c02a1953aa1372c058440df118ef8748a08f95d529caa669c"
