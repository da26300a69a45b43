"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 5dc798c758c1e11ba87c5987cdb00e7e493cd4001d46f79a210f3c9be8c6b7fa
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "5dc798c758c1e11ba87c5987cdb00e7e493cd4001d46f79a210f3c9be8c6b7fa"
