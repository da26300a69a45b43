"""Applies corrections from a file to a contract, according to OpenAPI's Overlay Specification, 1.0 and 1.1.

https://spec.openapis.org/overlay/latest.html. Actions are applied in order. Each has a `target` (JSONPath, RFC 9535),
and either removes the selection (`remove: true`) or updates it: objects are merged recursively, entries are appended
to arrays, and other values are replaced (1.1). A target that selects nothing is an error here, although the
specification allows it: the contract has changed, so the correction has to change, too.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import attrs

from contract import At, Contract

_NAME = r"[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*"
_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_SEGMENT = re.compile(rf"(\.\.|\.)({_NAME}|\*)|(\.\.)?\[\s*({_QUOTED}|-?\d+|\*|\?)\s*")
_TEST = re.compile(rf"\(?\s*@((?:\.{_NAME}|\[(?:{_QUOTED}|\d+)\])*)\s*(?:(==|!=)\s*({_QUOTED}|[^\s\])]+))?\s*\)?\s*")
_STEP = re.compile(rf"\.({_NAME})|\[({_QUOTED}|\d+)\]")
_ACTION = {"target", "description", "update", "remove"}

Test: TypeAlias = Callable[[Any], bool]


class WrongAction(Exception):
    """An impossible action: its target is not a JSONPath, selects nothing, or selects an unsuitable value."""


@attrs.frozen
class Segment:
    """A step of a JSONPath.

    Attributes:
        text: Its source text.
        pick: What it selects: a name, an index, every member (None), or members that pass a test.
        is_deep: Whether it also selects descendants (``..``).
    """

    text: str
    pick: str | int | Test | None
    is_deep: bool = False

    def among(self, value: Any) -> Iterator[str | int]:
        """Yield the keys or indices of a value that the segment selects."""
        keys: list[Any] = (
            list(value) if isinstance(value, dict) else list(range(len(value)) if isinstance(value, list) else ())
        )
        pick = self.pick
        for key in keys:
            if callable(pick):
                is_picked = pick(value[key])
            elif isinstance(pick, int):
                is_picked = isinstance(value, list) and key == (pick if pick >= 0 else len(value) + pick)
            else:
                is_picked = pick is None or (isinstance(value, dict) and str(key) == pick)
            if is_picked:
                yield key


def parse(path: str) -> list[Segment]:
    """Return the segments of a JSONPath: names, indices, ``*``, ``..``, and tests such as ``[?@.name == 'x']``.

    Raises:
        WrongAction: it is not a JSONPath, or has unsupported segments.
    """
    if not path.startswith("$"):
        raise WrongAction("a JSONPath begins with $")
    found: list[Segment] = []
    at = 1
    while at < len(path):
        match = _SEGMENT.match(path, at)
        if match is None:
            raise WrongAction(
                f"{path[at:]!r} is not supported: names, ['names'], [0], *, .. and [?@.name == 'value'] are"
            )
        begin, at = at, match.end()
        dots, name, deep, inner = match.groups()
        pick: str | int | Test | None
        if inner == "?":
            test = _TEST.match(path, at)
            if test is None:
                raise WrongAction(
                    f"{path[at:]!r} is no test that is supported: [?@.name], [?@.name == 'value'] and != are"
                )
            pick, at = _test(*test.groups()), test.end()
        elif inner is not None:
            pick = None if inner == "*" else _literal(inner)
        else:
            pick = None if name == "*" else name
        if inner is not None:
            if path[at : at + 1] != "]":
                raise WrongAction(f"{path[begin:]!r}: one selector in brackets is supported, and they must be closed")
            at += 1
        found.append(Segment(path[begin:at], pick, (dots or deep) == ".."))
    return found


def _literal(text: str) -> Any:
    if text[0] == "'":
        text = '"' + text[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
    try:
        return json.loads(text)
    except ValueError:
        raise WrongAction(f"{text} is no text, number, true, false or null") from None


def _test(path: str, operator: str | None, literal: str | None) -> Test:
    steps = [name or _literal(inner) for name, inner in _STEP.findall(path)]
    expected = None if literal is None else _literal(literal)

    def passes(value: Any) -> bool:
        for step in steps:
            is_there = (
                step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
            )
            if not is_there:
                return operator == "!="
            value = value[step]
        if operator is None:
            return True
        is_equal = value == expected and isinstance(value, bool) == isinstance(expected, bool)
        return is_equal == (operator == "==")

    return passes


def select(document: Any, segments: list[Segment]) -> list[At]:
    """Return the locations that a JSONPath selects, without duplicates."""
    places: list[At] = [()]
    for segment in segments:
        if segment.is_deep:
            places = [deep for place in places for deep in _below(document, place)]
        places = list(
            dict.fromkeys((*place, key) for place in places for key in segment.among(_value(document, place)))
        )
    return places


def _value(document: Any, at: At) -> Any:
    for step in at:
        document = document[step]
    return document


def _below(document: Any, at: At) -> Iterator[At]:
    yield at
    value = _value(document, at)
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from _below(document, (*at, key))


def apply(source: Contract, overlay: Contract) -> Contract:
    """Return the contract with the corrections of an overlay.

    Raises:
        SystemExit: with all problems of the overlay.
    """
    document = _unshared(source.document)
    problems = list(_problems(overlay.document))
    for index, action in enumerate(overlay.document.get("actions") or []) if not problems else ():
        at: At = ("actions", index)
        try:
            segments = parse(str(action["target"]))
            places = select(document, segments)
            if not places:
                raise WrongAction(_nothing(document, segments, str(source.path)))
            for place in reversed(places):
                document = (
                    _remove(document, place) if action.get("remove") else _update(document, place, action["update"])
                )
        except WrongAction as error:
            problems.append(((*at, "target"), f"{action['target']}: {error}"))
    if problems:
        raise SystemExit("\n".join(f"generate: {overlay.problem(at, what)}" for at, what in problems))
    return attrs.evolve(source, document=document)


def _problems(overlay: dict[str, Any]) -> Iterator[tuple[At, str]]:
    """Yield the problems of an overlay that do not depend on the contract."""
    if not re.match(r"1\.[01](\.|$)", str(overlay.get("overlay"))):
        yield (), f"overlay: 1.0.0 and 1.1.0 are supported, not {overlay.get('overlay')}"
    actions = overlay.get("actions")
    if not isinstance(actions, list) or not actions:
        yield ("actions",), "actions: expected a list of actions"
        return
    for index, action in enumerate(actions):
        at: At = ("actions", index)
        if not isinstance(action, dict) or not isinstance(action.get("target"), str):
            yield at, "an action needs a target: a JSONPath"
            continue
        for key in action.keys() - _ACTION:
            if not str(key).startswith("x-"):
                near = difflib.get_close_matches(str(key), _ACTION, 1)
                yield (*at, str(key)), f"an action has no {key}" + (f"; is {near[0]} meant?" if near else "")
        if "update" not in action and action.get("remove") is not True:
            yield at, "an action needs update, or remove: true"


def _nothing(document: Any, segments: list[Segment], name: str) -> str:
    """Return the reason why a path selects nothing: its first segment without a match, and the existing members."""
    places: list[At] = [()]
    for index, segment in enumerate(segments):
        found = select(document, segments[: index + 1])
        if not found:
            there = dict.fromkeys(str(key) for at in places for key in _keys(_value(document, at)))
            near = difflib.get_close_matches(str(segment.pick), there, 3, 0.5)
            hint = f"; there is {', '.join(near)}" if near else ""
            return f"selects nothing in {name}, from {segment.text} on{hint}"
        places = found
    raise AssertionError


def _keys(value: Any) -> list[Any]:
    return list(value) if isinstance(value, dict) else []


def _remove(document: Any, at: At) -> Any:
    if not at:
        raise WrongAction("the whole contract cannot be removed")
    del _value(document, at[:-1])[at[-1]]
    return document


def _update(document: Any, at: At, update: Any) -> Any:
    old = _value(document, at)
    update = _unshared(update)
    if isinstance(old, dict) and not isinstance(update, dict):
        raise WrongAction("an object can be updated with an object only; remove it first to put something else there")
    if isinstance(old, list):
        # A list is appended as several entries, as in most tools.
        old += update if isinstance(update, list) else [update]
    elif isinstance(old, dict):
        _merge(old, update)
    elif not at:
        raise WrongAction("the whole contract cannot be replaced")
    else:
        _value(document, at[:-1])[at[-1]] = update
    return document


def _merge(old: dict[Any, Any], update: dict[Any, Any]) -> None:
    names = {str(key): key for key in old}
    for name, value in update.items():
        key = names.get(str(name), name)  # YAML reads the keys 200 and "200" as different, but both mean one status
        there = old.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            _merge(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            there += value
        else:
            old[key] = value


def _unshared(value: Any) -> Any:
    """Return a copy without shared objects, which YAML aliases create."""
    if isinstance(value, dict):
        return {key: _unshared(each) for key, each in value.items()}
    return [_unshared(each) for each in value] if isinstance(value, list) else value
