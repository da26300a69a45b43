"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 8552f30946b5905a26179053147598bccdff700a319176321f02eba4039db540
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "8552f30946b5905a26179053147598bccdff700a319176321f02eba4039db540"
