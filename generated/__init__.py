"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 588d20ccf4d02091c656655e19843db6d8de6ec75e4a8f9fe552d74362073b5f
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "588d20ccf4d02091c656655e19843db6d8de6ec75e4a8f9fe552d74362073b5f"
