"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 9a44b971fd185d9b7e4f25a96e24a17d97c0ab6aa5ffb6829c8423a6dc49e52d
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "9a44b971fd185d9b7e4f25a96e24a17d97c0ab6aa5ffb6829c8423a6dc49e52d"
