"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 11e6d51bd1934c4b5be9c98985761e28295c6ca33bd72bfb4886217130785038
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "11e6d51bd1934c4b5be9c98985761e28295c6ca33bd72bfb4886217130785038"
