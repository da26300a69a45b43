"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 7816ea54c944a8d727258ea9057c87d37c808d15343557aa306b064493cdbb43
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "7816ea54c944a8d727258ea9057c87d37c808d15343557aa306b064493cdbb43"
