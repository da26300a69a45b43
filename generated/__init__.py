"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 72892a4d340463a73a24176853c9cc889f56f1140671c9dde5917c92d994f420
(as printed by sha256sum for the file with Unix line ends)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "72892a4d340463a73a24176853c9cc889f56f1140671c9dde5917c92d994f420"
