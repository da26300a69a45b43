"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 33dd69dbace2d0e7576ffc12066a875bea065165abf3a62b0aac981bd39d7ac1
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "33dd69dbace2d0e7576ffc12066a875bea065165abf3a62b0aac981bd39d7ac1"
