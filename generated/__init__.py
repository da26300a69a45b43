"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 4b460cb6e3e192d3463ab1ca0a8461b66d7b133e008e35a8852201d8df457ac6
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "4b460cb6e3e192d3463ab1ca0a8461b66d7b133e008e35a8852201d8df457ac6"
