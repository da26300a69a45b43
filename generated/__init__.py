"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 e607a7e736df316afd6cb3a444bfd20bebb3188a0b9ad0388332bd314b1b84fd
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "e607a7e736df316afd6cb3a444bfd20bebb3188a0b9ad0388332bd314b1b84fd"
