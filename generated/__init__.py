"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 739d5973a6836c48322ae1346d8d09c95bf4602eac49230f466f917c3c0ca4c8
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "739d5973a6836c48322ae1346d8d09c95bf4602eac49230f466f917c3c0ca4c8"
