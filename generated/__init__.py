"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 3b43524ed94ce90f1c8860edf88ba60f369c874c22a991ed0438addc23be5a2d
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "3b43524ed94ce90f1c8860edf88ba60f369c874c22a991ed0438addc23be5a2d"
