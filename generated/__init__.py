"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 6add00331ce668325e308390c00cad28132b191a55b7940762af1661a75ff02b
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "6add00331ce668325e308390c00cad28132b191a55b7940762af1661a75ff02b"
