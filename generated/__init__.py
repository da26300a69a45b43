"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 346e13ed1891472b792407bf7639f04035ad315bfd5664e8af90d35c339a68b0
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "346e13ed1891472b792407bf7639f04035ad315bfd5664e8af90d35c339a68b0"
