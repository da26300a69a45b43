"""Generated from openapi.yaml, never edited by hand. To change it, change the contract and run `make generate`.

contract 0.1.0, sha256 66d4d28affe4bdfb46833c8a33d93e9300fecfcc4e1c92c56ca7fb332b43f395
(what sha256sum says of the file, with the line ends of Unix)
"""

CONTRACT_VERSION = "0.1.0"
CONTRACT_SHA256 = "66d4d28affe4bdfb46833c8a33d93e9300fecfcc4e1c92c56ca7fb332b43f395"
