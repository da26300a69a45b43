"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 19aa9af4096bdf8939ad805772bb9a287c6451d30293b40fe55d57645f440094
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "19aa9af4096bdf8939ad805772bb9a287c6451d30293b40fe55d57645f440094"
