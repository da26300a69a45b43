"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 2467a68c5e33c51ff07e1ede88b12e60f34f1885fc7246061cf7630e2fb01689
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "2467a68c5e33c51ff07e1ede88b12e60f34f1885fc7246061cf7630e2fb01689"
