"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 81d9f7f1b1676fa08cb0e1bdfca5a236dc8709028ef0301d864c19e9e0b9e4bc
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "81d9f7f1b1676fa08cb0e1bdfca5a236dc8709028ef0301d864c19e9e0b9e4bc"
