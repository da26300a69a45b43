"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 7c72278b5774378e94e8bd3e2be17b744d22ffad5dde583869088e725d8bd5e0
(as printed by sha256sum for the file with Unix line ends)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "7c72278b5774378e94e8bd3e2be17b744d22ffad5dde583869088e725d8bd5e0"
