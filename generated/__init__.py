"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 9b6006e5bedb395f464c234f18ba91c4622c6335a387c1569dea6dbb525fe6c8
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "9b6006e5bedb395f464c234f18ba91c4622c6335a387c1569dea6dbb525fe6c8"
