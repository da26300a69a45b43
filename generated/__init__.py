"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 22afc698803ccaa2c2592ce573c57f53248ea09a3b7f12d42a201ee47c17b1fe
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "22afc698803ccaa2c2592ce573c57f53248ea09a3b7f12d42a201ee47c17b1fe"
