"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 7f903194c9158c42595b2226ca88b7275d353e1fb4a49bab177af43e17c44814
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "7f903194c9158c42595b2226ca88b7275d353e1fb4a49bab177af43e17c44814"
