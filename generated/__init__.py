"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 7ec3b298a3fd4dc4adaeee19b793990048d976c118e4f9ef8e4905f8642b1985
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "7ec3b298a3fd4dc4adaeee19b793990048d976c118e4f9ef8e4905f8642b1985"
