"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 3548976b99f99a177a17d9a9f2de5bedb524391a20380f1b560dbda3a516cd1d
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "3548976b99f99a177a17d9a9f2de5bedb524391a20380f1b560dbda3a516cd1d"
