"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 36f63c352de2451fe42a20d012e560a921c1866cc5c0a63d53d57f401793ae33
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "36f63c352de2451fe42a20d012e560a921c1866cc5c0a63d53d57f401793ae33"
