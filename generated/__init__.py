"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 8d5b47955a71905e54d81eaf51121cafcfe4885be041aab9b6b8eafb70cd816d
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "8d5b47955a71905e54d81eaf51121cafcfe4885be041aab9b6b8eafb70cd816d"
