"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 c4d3fce7265d2014886ac51dce62af72dda49ea8b696b159a716f3b090b40657
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "c4d3fce7265d2014886ac51dce62af72dda49ea8b696b159a716f3b090b40657"
