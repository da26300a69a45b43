"""Names that generated code reserves, but a contract may use."""

from __future__ import annotations

# Names that the generated code uses: the contract's get an underscore. Other names of Python's builtins are free,
# since an attribute may be called `type` or `format`.
_TYPES = {"bool", "bytes", "datetime", "dict", "float", "int", "list", "str"}
_OF_MODELS = {"additional_properties", "field", "from_dict", "has", "to_dict"}
_CLASSES = {"Any", "AnyOf", "Anything", "ByKeys", "Enumeration", "Formatted", "ListOf", "Literal", "MapOf", "Mapping"}
_CLASSES |= {"Model", "Named", "Object", "OneOf", "OpenIntEnum", "OpenStrEnum", "Operation", "Parameter", "Plain"}
_CLASSES |= {"Progress", "Sequence", "Text", "Timestamp", "UUID", "Unset", "Upload"}
RESERVED_WORDS = {"self", "true", "false"} | _TYPES | _OF_MODELS | _CLASSES
