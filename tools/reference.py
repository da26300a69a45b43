"""Adds undocumented attributes to the API reference; mkdocs.yml loads this module as a griffe extension.

Docstrings describe only attributes that need an explanation. The reference lists all attributes, in the order of the
class, with types and defaults: `id` and `created_at` are self-explanatory, but readers need to know that they exist.
The same applies to the members of enumerations.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

import griffe


class EveryAttribute(griffe.Extension):
    """Adds the attributes that a docstring does not describe."""

    def on_package(self, *, pkg: griffe.Module, **kwargs: Any) -> None:
        """Complete the classes of a loaded package."""
        modules = (pkg, *(pkg[name] for name in ("models", "testing") if name in pkg.members))
        complete(pkg, {str(name) for module in modules for name in module.exports or []})


def complete(found: griffe.Module | griffe.Class, public: Container[str]) -> None:
    """Complete a class, or all classes of a module. A public base class documents its own attributes."""
    if isinstance(found, griffe.Class):
        hidden = [base for base in found.mro() if base.name not in public]
        members = [member for cls in (*reversed(hidden), found) for member in cls.members.values()]
        _complete(
            found, {each.name: each for each in members if isinstance(each, griffe.Attribute) and is_listed(each)}
        )
    for member in list(found.members.values()):
        if isinstance(member, griffe.Module | griffe.Class):
            complete(member, public)


def _complete(found: griffe.Class, fields: dict[str, griffe.Attribute]) -> None:
    if not fields:
        return
    found.docstring = found.docstring or griffe.Docstring("", parent=found)
    sections = found.docstring.parsed
    section = next((each for each in sections if isinstance(each, griffe.DocstringSectionAttributes)), None)
    if section is None:
        section = griffe.DocstringSectionAttributes([])
        sections.append(section)
    entries = {each.name: each for each in section.value}
    for name, field in fields.items():
        if field.docstring is None:
            entries.setdefault(name, griffe.DocstringAttribute(name, annotation=field.annotation, description=""))
        if name in entries:
            entries[name].value = _default(field)
    order = [*fields, *entries]
    section.value = sorted(entries.values(), key=lambda each: order.index(each.name))


def _default(attribute: griffe.Attribute) -> str | None:
    """Return the default of a field as source. A model's optional keys can only default to None, as types show."""
    value = attribute.value
    if isinstance(value, griffe.ExprCall):
        of_call = {each.name: each.value for each in value.arguments if isinstance(each, griffe.ExprKeyword)}
        value = of_call.get("default") if str(value.function) == "attrs.field" else None
    text = None if value is None else str(value)
    # The name of a constant tells readers nothing; the attribute's description has to.
    return None if text is None or re.fullmatch("[A-Z_]+", text) else text


def is_listed(attribute: griffe.Attribute) -> bool:
    """Return whether it is a field or a member of an enumeration; for griffe, properties are attributes, too."""
    cls = attribute.parent
    is_member = isinstance(cls, griffe.Class) and any(str(each).endswith("Enum") for each in cls.bases)
    is_field = attribute.annotation is not None and "property" not in attribute.labels
    return attribute.name[:1] != "_" and (is_field or is_member)
