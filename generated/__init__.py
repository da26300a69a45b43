"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 485feff70e6ba6288f79cdb7a34e45be17f2e35093e68541f54e916216b709c0
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "485feff70e6ba6288f79cdb7a34e45be17f2e35093e68541f54e916216b709c0"
