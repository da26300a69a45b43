"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 1a8017526a51cb5e47e516658a1fb174d1e901a5bca769d33185326beb4430c9
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "1a8017526a51cb5e47e516658a1fb174d1e901a5bca769d33185326beb4430c9"
