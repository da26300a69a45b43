"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 b1d254ce2dfcab344d76304cab5314a84c8027fe077c5f96dd16700f5d006bb5
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "b1d254ce2dfcab344d76304cab5314a84c8027fe077c5f96dd16700f5d006bb5"
