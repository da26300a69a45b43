"""Names that generated code reserves, although a contract may use them."""

from __future__ import annotations

# Generated code uses these names, so equal names in a contract get an underscore. Other builtins of Python are allowed:
# an attribute may be called `type` or `format`.
_TYPES = {"bool", "bytes", "datetime", "dict", "float", "int", "list", "str"}
_OF_MODELS = {"additional_properties", "field", "from_dict", "has", "to_dict"}
_CLASSES = {"Any", "AnyOf", "Anything", "ByKeys", "Enumeration", "Formatted", "ListOf", "Literal", "MapOf", "Mapping"}
_CLASSES |= {"Model", "Named", "Object", "OneOf", "OpenIntEnum", "OpenStrEnum", "Operation", "Parameter", "Plain"}
_CLASSES |= {"Progress", "Sequence", "Text", "Timestamp", "UUID", "Unset", "Upload"}
RESERVED_WORDS = {"self", "true", "false"} | _TYPES | _OF_MODELS | _CLASSES
