"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 7ee6781f9eb79a9d3ff4fd88af4658b00e00cb9208f80fd17755a11df90584e1
(as printed by sha256sum for the file with Unix line ends)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "7ee6781f9eb79a9d3ff4fd88af4658b00e00cb9208f80fd17755a11df90584e1"
