"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 35f5d083623302293699dc95144e878309036193e13226692605c8711297503c
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "35f5d083623302293699dc95144e878309036193e13226692605c8711297503c"
