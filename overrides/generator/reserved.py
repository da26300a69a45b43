"""Names that a contract may use, and generated code has for something else."""

from __future__ import annotations

# Names that the generated code has a use for: in the contract they get an underscore. Others of Python's own are free,
# since an attribute may well be called `type` or `format`.
_TYPES = {"bool", "bytes", "datetime", "dict", "float", "int", "list", "str"}
_OF_MODELS = {"additional_properties", "field", "from_dict", "has", "to_dict"}
_CLASSES = {
    "Any",
    "AnyOf",
    "Anything",
    "Enumeration",
    "ListOf",
    "Literal",
    "MapOf",
    "Mapping",
    "ByKeys",
    "Formatted",
    "Model",
    "Named",
    "Object",
    "OneOf",
    "OpenIntEnum",
    "OpenStrEnum",
    "Operation",
    "OperationClient",
    "Parameter",
    "Plain",
    "Progress",
    "Sequence",
    "Text",
    "UUID",
    "Timestamp",
    "Unset",
    "Upload",
}
RESERVED_WORDS = {"self", "true", "false"} | _TYPES | _OF_MODELS | _CLASSES
