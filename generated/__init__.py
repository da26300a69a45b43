"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 0bfff33c29c3609f84ace1df049222e539ee25d648eefca71f036ccb378418f8
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "0bfff33c29c3609f84ace1df049222e539ee25d648eefca71f036ccb378418f8"
