"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 3d375e02007eb13ba5bfec2bfd9a6c05bfbcb3e63625f9ae5994c0685e6ba4a1
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "3d375e02007eb13ba5bfec2bfd9a6c05bfbcb3e63625f9ae5994c0685e6ba4a1"
