"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 3360c18cfb5670a589889e5f816ca78bd5b743822411daad430c09cdc16457c1
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "3360c18cfb5670a589889e5f816ca78bd5b743822411daad430c09cdc16457c1"
