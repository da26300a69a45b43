"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 bf31dea077916d3a07980e434f41e086c5c160027b414abcf81834d5e3f3acfb
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "bf31dea077916d3a07980e434f41e086c5c160027b414abcf81834d5e3f3acfb"
