"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 37c4c063c4df5cb5c5e1f4b4fdf6222ac6d84e734d8f34153a4f34bc72864eff
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "37c4c063c4df5cb5c5e1f4b4fdf6222ac6d84e734d8f34153a4f34bc72864eff"
