"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 621c20a6cc64b0937089185294f40ec63b49c69513b4bccdd1bdef0d15e5e678
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "621c20a6cc64b0937089185294f40ec63b49c69513b4bccdd1bdef0d15e5e678"
