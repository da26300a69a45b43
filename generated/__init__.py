"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 23254e845e0ef7ccba581188037774b93b4719c041a40f72ac7968fa2f7f23c6
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "23254e845e0ef7ccba581188037774b93b4719c041a40f72ac7968fa2f7f23c6"
