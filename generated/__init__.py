"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 854729b044a927e2517c343d2b26d9af0021ad18b27180c5f47688cacde2d7f1
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "854729b044a927e2517c343d2b26d9af0021ad18b27180c5f47688cacde2d7f1"
