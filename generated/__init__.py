"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 96adfddb7d204bf7653c4832c8ea7b246c0693ec37bdf9180004dfae44782753
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "96adfddb7d204bf7653c4832c8ea7b246c0693ec37bdf9180004dfae44782753"
