"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 c850681031dec7d86d46617645bf850a90d38ad335890958f434a66200e63a25
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "c850681031dec7d86d46617645bf850a90d38ad335890958f434a66200e63a25"
