"""Adds undocumented attributes to the API reference; mkdocs.yml loads this module as a griffe extension.

Docstrings describe only attributes that need an explanation. The reference lists all attributes, in the order of the
class, with types and defaults: `id` and `created_at` are self-explanatory, but readers need to know that they exist.
The same applies to the members of enumerations.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from griffe import (
    Attribute,
    Class,
    Docstring,
    DocstringAttribute,
    DocstringSectionAttributes,
    ExprCall,
    ExprKeyword,
    Extension,
    Module,
)


class EveryAttribute(Extension):
    """Adds the attributes that a docstring does not describe."""

    def on_package(self, *, pkg: Module, **kwargs: Any) -> None:
        """Complete the classes of a loaded package."""
        modules = (pkg, *(pkg[name] for name in ("models", "testing") if name in pkg.members))
        complete(pkg, {str(name) for module in modules for name in module.exports or []})


def complete(found: Module | Class, public: Container[str]) -> None:
    """Complete a class, or all classes of a module. A public base class documents its own attributes."""
    if isinstance(found, Class):
        hidden = [base for base in found.mro() if base.name not in public]
        members = [member for cls in (*reversed(hidden), found) for member in cls.members.values()]
        _complete(found, {each.name: each for each in members if isinstance(each, Attribute) and is_listed(each)})
    for member in list(found.members.values()):
        if isinstance(member, Module | Class):
            complete(member, public)


def _complete(found: Class, fields: dict[str, Attribute]) -> None:
    if not fields:
        return
    found.docstring = found.docstring or Docstring("", parent=found)
    sections = found.docstring.parsed
    section = next((each for each in sections if isinstance(each, DocstringSectionAttributes)), None)
    if section is None:
        section = DocstringSectionAttributes([])
        sections.append(section)
    described = {each.name: each for each in section.value}
    undescribed = {
        name: DocstringAttribute(name, annotation=each.annotation, description="")
        for name, each in fields.items()
        if name not in described and each.docstring is None
    }
    for name, entry in (described | undescribed).items():
        entry.value = _default(fields[name]) if name in fields else None
    order = [*fields, *described]
    section.value = sorted((described | undescribed).values(), key=lambda each: order.index(each.name))


def _default(attribute: Attribute) -> str | None:
    """Return the default of a field as source. A model's optional keys can only default to None, as types show."""
    value = attribute.value
    if isinstance(value, ExprCall):
        of_call = {each.name: each.value for each in value.arguments if isinstance(each, ExprKeyword)}
        value = of_call.get("default") if str(value.function) == "attrs.field" else None
    text = None if value is None else str(value)
    # The name of a constant tells readers nothing; the attribute's description has to.
    return None if text is None or re.fullmatch("[A-Z_]+", text) else text


def is_listed(attribute: Attribute) -> bool:
    """Return whether it is a field or a member of an enumeration; for griffe, properties are attributes, too."""
    is_member = isinstance(attribute.parent, Class) and any(
        str(each).endswith("Enum") for each in attribute.parent.bases
    )
    is_field = attribute.annotation is not None and "property" not in attribute.labels
    return attribute.name[:1] != "_" and (is_field or is_member)
