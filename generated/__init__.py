"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 c9a136e71861ffab02893c025f21b58769b1afe7bf35d6d246ee13a556d71e93
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "c9a136e71861ffab02893c025f21b58769b1afe7bf35d6d246ee13a556d71e93"
