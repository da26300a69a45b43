"""Filters: the server finds what an expression means."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import InvalidRequestError
from aiochatwoot.filters import ConversationFilter
from aiochatwoot.filters import ConversationFilter as C

# An expression with its meaning: whether it holds, given which of its parts hold.
Meaning: TypeAlias = Callable[[Callable[[str], bool]], bool]


@st.composite
def expressions(
    draw: st.DrawFn, leaves: Mapping[str, ConversationFilter], depth: int
) -> tuple[ConversationFilter | None, Meaning]:
    """A random expression (None if it is refused), and its meaning."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        name = draw(st.sampled_from(sorted(leaves)))
        return leaves[name], lambda holds: holds(name)
    left, left_means = draw(expressions(leaves, depth - 1))
    right, right_means = draw(expressions(leaves, depth - 1))
    is_and = draw(st.booleans())
    joined = None
    if left is not None and right is not None:
        try:
            joined = left & right if is_and else left | right
        except InvalidRequestError:
            joined = None
    if is_and:
        return joined, lambda holds: left_means(holds) and right_means(holds)
    return joined, lambda holds: left_means(holds) or right_means(holds)


TEAMS = {str(number): C.team_id.equal_to(number) for number in range(1, 7)}


@pytest.mark.law
@given(expressions(TEAMS, 4), st.sets(st.sampled_from(sorted(TEAMS))))
def test_nesting_means_the_same_without_parentheses(
    expression: tuple[ConversationFilter | None, Meaning], true: set[str]
) -> None:
    """The flat list, read with AND before OR, holds exactly if the nested expression does."""
    wanted, means = expression
    if wanted is None:  # too many conditions
        return
    alternatives = [True]
    for row in wanted:
        alternatives[-1] = alternatives[-1] and str(row["values"][0]) in true
        if row.get("query_operator") == "OR":
            alternatives.append(True)

    assert means(true.__contains__) == any(alternatives)
    assert ["query_operator" in row for row in wanted] == [True] * (len(wanted) - 1) + [False]


# A conversation: its id, browser_language (or none), the custom attributes plan and size (or none), and its labels.
Row: TypeAlias = tuple[int, str | None, str | None, int | None, set[str]]
ROWS: list[Row] = [
    (number, language, plan, size, labels)
    for number, (language, plan, size, labels) in enumerate(
        (language, plan, size, labels)
        for language in ("en", "Id", None)
        for plan in ("Gold", "silver", None)
        for size in (1, 2, None)
        for labels in ({"vip"}, {"billing", "x"}, set[str]())
    )
]
LEAVES: dict[str, tuple[ConversationFilter, Callable[[Row], bool]]] = {
    "vip": (C.labels.equal_to("vip"), lambda row: "vip" in row[4]),
    "vip or x": (C.labels.equal_to("vip", "x"), lambda row: bool({"vip", "x"} & row[4])),
    "none of": (C.labels.not_equal_to("vip", "x"), lambda row: not {"vip", "x"} & row[4]),
    "Id": (C.browser_language.equal_to("Id"), lambda row: row[1] == "Id"),
    "not Id": (C.browser_language.not_equal_to("Id"), lambda row: row[1] == "en"),
    "gold": (C.custom("plan").equal_to("gold"), lambda row: row[2] == "Gold"),
    "not gold": (C.custom("plan").not_equal_to("Gold"), lambda row: row[2] != "Gold"),
    "no plan": (C.custom("plan").is_not_present(), lambda row: row[2] is None),
    "size": (C.custom("size").equal_to(1), lambda row: row[3] == 1),
    "not size": (C.custom("size").not_equal_to(1), lambda row: row[3] != 1),
    "large": (C.custom("size").is_greater_than(1), lambda row: row[3] == 2),
}


def where(payload: ConversationFilter) -> str:
    """Return the SQL that the server builds from conditions, with its bugs (app/services/filter_service.rb)."""
    sql, after_custom = "", False
    for row in payload:
        key, name, values, joined = row["attribute_key"], row["filter_operator"], row["values"], ""
        joined = row.get("query_operator", "")
        is_custom = "custom_attribute_type" in row
        after_custom = after_custom or is_custom
        if after_custom and values and isinstance(values[0], str):
            values = [values[0].lower()]
        listed = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values)
        column = f"LOWER({key})" if key == "plan" else key
        if key == "labels":
            negation = "NOT " if name == "not_equal_to" else ""
            sql += f" {negation}EXISTS (SELECT 1 FROM taggings WHERE of = id AND tag IN ({listed})) {joined}"
            continue
        comparison = {
            "equal_to": f"IN ({listed})",
            "not_equal_to": f"NOT IN ({listed})",
            "is_not_present": "IS NULL",
            "is_greater_than": f"> {listed}",
        }[name]
        sql += f" {column} {comparison} {joined}"
        if is_custom and name == "not_equal_to":
            sql += f" OR {key} IS NULL"
    return sql


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("CREATE TABLE conversations (id INTEGER, browser_language TEXT, plan TEXT, size INTEGER)")
    connection.execute("CREATE TABLE taggings (of INTEGER, tag TEXT)")
    connection.executemany("INSERT INTO conversations VALUES (?, ?, ?, ?)", [row[:4] for row in ROWS])
    connection.executemany("INSERT INTO taggings VALUES (?, ?)", [(row[0], tag) for row in ROWS for tag in row[4]])
    yield connection
    connection.close()


@pytest.mark.law
@given(expressions({name: leaf for name, (leaf, _) in LEAVES.items()}, 3))
def test_the_server_finds_what_the_expression_means(
    database: sqlite3.Connection, expression: tuple[ConversationFilter | None, Meaning]
) -> None:
    """Every accepted filter selects the intended rows in a database, through the server's SQL with its bugs."""
    wanted, means = expression
    if wanted is None:
        return
    true = [(row[0], {name for name, (_, holds) in LEAVES.items() if holds(row)}) for row in ROWS]
    expected = [number for number, names in true if means(names.__contains__)]

    found = database.execute(f"SELECT id FROM conversations WHERE ({where(wanted)}) ORDER BY id").fetchall()

    assert expected == [number for (number,) in found]
