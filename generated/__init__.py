"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 673ce9f5e61e0a0995494e5e288c56bb2638261d4229a725734f151c9cc30926
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "673ce9f5e61e0a0995494e5e288c56bb2638261d4229a725734f151c9cc30926"
