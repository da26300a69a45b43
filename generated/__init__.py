"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 8b4e72755a8d275c01fd0e5681192069d85fb52424b63f3f9c0afaa87524c1bf
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "8b4e72755a8d275c01fd0e5681192069d85fb52424b63f3f9c0afaa87524c1bf"
