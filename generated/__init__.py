"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 98e1475059bd88fe732e5c34ca8c9f1abd65ef188395ce59c189523b9da19038
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "98e1475059bd88fe732e5c34ca8c9f1abd65ef188395ce59c189523b9da19038"
