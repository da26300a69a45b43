"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 f36deb1a92d35b1e07ce5bc2702776e6dc75d012d8d5411ce9b1e782a37b11bd
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "f36deb1a92d35b1e07ce5bc2702776e6dc75d012d8d5411ce9b1e782a37b11bd"
