"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 36e79510d06e25c20b113bbca42aea0569f5f6cb67103a4b08a0a05b315c66ef
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "36e79510d06e25c20b113bbca42aea0569f5f6cb67103a4b08a0a05b315c66ef"
