"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 4306ad34a80daa8e7f0607d4fe42714ea5ececd97779ed3de88536d7782a0f68
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "4306ad34a80daa8e7f0607d4fe42714ea5ececd97779ed3de88536d7782a0f68"
