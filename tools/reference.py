"""Completes what the API reference is made from; mkdocs.yml names it as an extension of griffe.

A docstring describes the attributes that there is something to say about. The reference has all of them, in the
order of the class, with their types and defaults: `id` and `created_at` explain themselves, but one has to know that
they are there.
"""

from __future__ import annotations

import re
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

MADE_OF_FIELDS = ("attrs.frozen", "attrs.define", "attrs.mutable", "declare")


class EveryAttribute(Extension):
    """Puts the attributes that a docstring does not describe beside those that it does."""

    def on_package(self, *, pkg: Module, **kwargs: Any) -> None:
        """Complete the classes of a package that was read."""
        complete(pkg)


def complete(found: Module | Class) -> None:
    """Complete a class, or those of a module."""
    if isinstance(found, Class) and any(
        str(decorator.callable_path).endswith(MADE_OF_FIELDS) for decorator in found.decorators
    ):
        _complete(found)
    for member in list(found.members.values()):
        if isinstance(member, Module | Class):
            complete(member)


def _complete(found: Class) -> None:
    fields = [each for each in found.members.values() if isinstance(each, Attribute) and _is_field(each)]
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
        each.name: DocstringAttribute(each.name, annotation=each.annotation, description="")
        for each in fields
        if each.name not in described and each.docstring is None
    }
    defaults = {each.name: _default(each) for each in fields}
    for each in (described | undescribed).values():
        each.value = defaults.get(each.name)
    order = [each.name for each in fields]
    section.value = sorted(
        (described | undescribed).values(),
        key=lambda each: order.index(each.name) if each.name in order else len(order),
    )


def _default(attribute: Attribute) -> str | None:
    """The default of a field, as it is written; a key of a model has none but None, which its type says."""
    value = attribute.value
    if isinstance(value, ExprCall):
        of_call = {each.name: each.value for each in value.arguments if isinstance(each, ExprKeyword)}
        value = of_call.get("default") if str(value.function) == "attrs.field" else None
    text = None if value is None else str(value)
    # A constant of a module says nothing here: its description does.
    return None if text is None or re.fullmatch("[A-Z_]+", text) else text


def _is_field(attribute: Attribute) -> bool:
    # griffe calls a property an attribute, too.
    return attribute.annotation is not None and attribute.name[:1] != "_" and "property" not in attribute.labels
