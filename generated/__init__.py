"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 bbb76f7ec429cc71ad372d4507b75ea40b5948d63c02056b63d3324aba2bb582
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "bbb76f7ec429cc71ad372d4507b75ea40b5948d63c02056b63d3324aba2bb582"
