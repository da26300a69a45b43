"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 c23f6d85fc6cd56852326c21cc5d28e3e8e3d13d460412f335bce6c098a91696
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "c23f6d85fc6cd56852326c21cc5d28e3e8e3d13d460412f335bce6c098a91696"
