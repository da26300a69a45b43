"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 83d6c74a85aa4c05483a7c2f09f4e6367e0ec5d838fcb933761a4088833a7aea
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "83d6c74a85aa4c05483a7c2f09f4e6367e0ec5d838fcb933761a4088833a7aea"
