"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 f4da3a15317b676028291ab1e39099e02b85d9a97f9f3b1f040b8029358cdf99
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "f4da3a15317b676028291ab1e39099e02b85d9a97f9f3b1f040b8029358cdf99"
