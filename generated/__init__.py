"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 7906f4b87b8f04e759fc45bfcc8c0236eb7fd079084708e369ff8aa10bc159f4
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "7906f4b87b8f04e759fc45bfcc8c0236eb7fd079084708e369ff8aa10bc159f4"
