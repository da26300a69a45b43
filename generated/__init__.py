"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 a7e96576be02506a94e6fc50384c4415c1d350b78910a972b118e789f3f68f85
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "a7e96576be02506a94e6fc50384c4415c1d350b78910a972b118e789f3f68f85"
