"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 d73696139b4f66369ce61e63bde2a94179adb4f91b7b58dae433bcbdd0c7785f
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "d73696139b4f66369ce61e63bde2a94179adb4f91b7b58dae433bcbdd0c7785f"
