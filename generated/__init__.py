"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 b7d2d5c284abd877c83452a04fa65f5161fb758f78380ba42ccd4cd458a98f48
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "b7d2d5c284abd877c83452a04fa65f5161fb758f78380ba42ccd4cd458a98f48"
