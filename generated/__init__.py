"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 322169ae69fc48d7299bc36a251efee438bb20c2da7f84422baed75dcc1921c0
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "322169ae69fc48d7299bc36a251efee438bb20c2da7f84422baed75dcc1921c0"
