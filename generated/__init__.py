"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 10f3fcb48be715706a1fb8c17793922e74c6d620d0c9c5ca4fc7fe27a863892b
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "10f3fcb48be715706a1fb8c17793922e74c6d620d0c9c5ca4fc7fe27a863892b"
