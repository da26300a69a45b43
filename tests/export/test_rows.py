"""Table rows of a conversation."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from aiochatwoot import DecodeError, models
from aiochatwoot.export import _rows
from aiochatwoot.export._rows import TABLES, columns_of, rows_of_conversation, rows_of_deleted, small_rows
from aiochatwoot.testing import FakeChatwoot

from ..conftest import load_capture
from .test_windows import asgi

Tables = dict[str, list[dict[str, Any]]]


def tables_of(conversation: Any, messages: list[Any], **options: Any) -> Tables:
    """Return the rows by table."""
    found: Tables = {}
    whole = models.Conversation.from_dict(conversation)
    for table, row in rows_of_conversation(2, whole, map(models.Message.from_dict, messages), **options):
        found.setdefault(table, []).append(row)
    return found


RICH = load_capture("conversation_rich").body
MESSAGES = load_capture("messages_conv9").body["payload"] + load_capture("messages_conv3").body["payload"]


def test_captured_conversation() -> None:
    """A captured conversation becomes rows with every column of its table, enums as text and times in UTC."""
    found = tables_of(RICH, MESSAGES)

    for table, rows in found.items():
        assert {tuple(row) for row in rows} == {tuple(column.name for column in TABLES[table])}
    (conversation,), (contact,) = found["conversations"], found["contacts"]
    assert tuple(conversation[name] for name in ("account_id", "id", "status")) == (2, RICH["id"], RICH["status"])
    assert type(conversation["status"]) is str
    assert dt.datetime.fromtimestamp(RICH["created_at"], dt.UTC) == conversation["created_at"]
    assert RICH["meta"]["sender"]["id"] == contact["id"] == conversation["contact_id"]
    assert json.loads(conversation["custom_attributes"]) == RICH["custom_attributes"]
    assert [each["id"] for each in MESSAGES] == [row["id"] for row in found["messages"]]
    assert {row["conversation_id"] for row in found["messages"]} == {RICH["id"]}
    assert {row["message_type"] for row in found["messages"]} <= {"incoming", "outgoing", "activity", "template"}
    attachments = [each for message in MESSAGES for each in message.get("attachments", ())]
    assert [each["id"] for each in attachments] == [row["id"] for row in found["attachments"]]


def test_kinds() -> None:
    """Each value has the kind of its column, or is None."""
    kinds: dict[str, Any] = {
        "integer": int, "number": float, "text": str, "flag": bool, "time": dt.datetime, "texts": list, "json": str,
    }  # fmt: skip
    for table, rows in tables_of(RICH, MESSAGES, raw=True).items():
        for column in columns_of(table, raw=True):
            values = [row[column.name] for row in rows]
            assert {kinds[column.kind]} >= {type(value) for value in values if value is not None}
            assert not (column.required and None in values)


def test_raw() -> None:
    """The raw column has exactly the server's JSON, including keys without a column."""
    new = RICH | {"of_a_newer_server": {"a": [1]}}
    found = tables_of(new, MESSAGES, raw=True)

    assert [json.loads(row["raw"]) for row in found["conversations"]] == [new]
    assert [json.loads(row["raw"]) for row in found["messages"]] == MESSAGES
    assert "raw" not in [column.name for column in columns_of("deleted", raw=True)]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("inbox_id", "7", None),
        ("inbox_id", True, None),
        ("inbox_id", 2**63, None),
        ("status", 5, None),
        ("status", "of a newer server", "of a newer server"),
        ("uuid", "half \ud83d of", "half \ufffd of"),
        ("can_reply", 1, None),
        ("labels", None, None),
        ("labels", ["a", 1, "\ud83d"], ["a", "\ufffd"]),
        ("created_at", "yesterday", None),
        ("waiting_since", 0, None),
        ("custom_attributes", {"a": "\ud83d"}, r'{"a":"\ud83d"}'),
        ("custom_attributes", None, None),
    ],
)
def test_odd_values(name: str, value: Any, expected: Any) -> None:
    """A value whose type differs from the contract is null in its column, and unchanged in the raw one."""
    (row,) = tables_of(RICH | {name: value}, [], raw=True)["conversations"]

    assert row[name] == expected
    assert json.loads(row["raw"])[name] == value


def test_numbers_that_json_does_not_have() -> None:
    """NaN, Infinity and numbers beyond float are null in every column, so that each line stays valid JSON."""
    place = {"id": 1, "coordinates_lat": float("nan"), "coordinates_long": 10**400, "meta": {"a": [float("inf"), 1]}}
    (row,) = tables_of(RICH, [MESSAGES[0] | {"attachments": [place]}], raw=True)["attachments"]

    assert (row["coordinates_lat"], row["coordinates_long"], row["meta"]) == (None, None, '{"a":[null,1]}')
    assert json.loads(row["raw"]) == place | {"coordinates_lat": None, "meta": {"a": [None, 1]}}


def test_odd_attachments() -> None:
    """Coordinates are floats; attachments that are not a list are ignored."""
    place = {"id": 1, "coordinates_lat": -6, "coordinates_long": "106.8"}
    found = tables_of(RICH, [MESSAGES[0] | {"attachments": [place]}, MESSAGES[0] | {"attachments": "none"}])

    (row,) = found["attachments"]
    assert (row["coordinates_lat"], row["coordinates_long"]) == (-6.0, None)
    assert type(row["coordinates_lat"]) is float


def test_without_a_key() -> None:
    """A message without an id is an error that names its conversation; a contact without one has no row."""
    with pytest.raises(DecodeError, match=rf"^conversation {RICH['id']}: a row of messages without id has no key"):
        tables_of(RICH, [MESSAGES[0] | {"id": None}])
    assert "contacts" not in tables_of(RICH | {"meta": {}}, [])


def test_deleted() -> None:
    """Rows of deleted conversations have only their keys."""
    assert rows_of_deleted(1, [3]) == [{"account_id": 1, "id": 3}]


async def test_small_tables() -> None:
    """Agents, inboxes, teams and labels are complete; secrets are in no column, nor in the raw one."""
    server = FakeChatwoot()
    server.account.add_inbox("An API")
    async with asgi(server) as chatwoot:
        found = {
            table: await small_rows(chatwoot, 1, table, raw=True) for table in ("agents", "inboxes", "teams", "labels")
        }
        inboxes = await chatwoot.inboxes.list()

    for table, rows in found.items():
        assert rows
        assert {tuple(column.name for column in columns_of(table, raw=True))} == {tuple(row) for row in rows}
    secrets = [each.hmac_token for each in inboxes if each.hmac_token]
    assert secrets
    assert not [secret for secret in secrets if secret in str(found)]
    assert "hmac_token" not in found["inboxes"][0]["raw"]
    assert _rows._without_secrets({"id": 5, "token": "x"}) == {"id": 5}
