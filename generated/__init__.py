"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 8b72e044cbae24ce96a25a9869f7f6b3382f2a7c697fa6bf7cf4810cf3b66d0c
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "8b72e044cbae24ce96a25a9869f7f6b3382f2a7c697fa6bf7cf4810cf3b66d0c"
