"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 b60c89a74e680b58fc484b776bf064e1c57e67aff6b822400dc1aaf6fbf92f94
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "b60c89a74e680b58fc484b776bf064e1c57e67aff6b822400dc1aaf6fbf92f94"
