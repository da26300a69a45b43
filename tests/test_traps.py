"""Traps of the server's API that this client avoids: a test for each.

FakeChatwoot has the same traps as the real server: each test shows the trap first, with a bare request.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Action,
    ApiStatusError,
    Chatwoot,
    ConversationFilter,
    File,
    InvalidRequestError,
    NotFoundError,
    RetryPolicy,
    ServerError,
    TooManyMessagesError,
    UnprocessableError,
    models,
)
from aiochatwoot.testing import FakeChatwoot, faults

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]

TOMORROW = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=1)


@pytest.fixture
async def chatwoot(server: FakeChatwoot) -> AsyncIterator[Chatwoot]:
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id, drift="strict") as client:
        yield client


@pytest.fixture
def server() -> Any:
    """A server with one open conversation, 42, in an API inbox, assigned to Ada and the team billing."""
    with FakeChatwoot(sample=False) as server:
        inbox = server.account.add_inbox()
        team = server.account.add_team("billing")
        server.account.add_conversation(
            id=42, inbox=inbox, assignee=server.agent, team=team, labels=["vip"], custom_attributes={"order": "A-1"}
        )
        yield server


def sent(server: FakeChatwoot) -> Any:
    """Return the JSON of the newest request."""
    return json.loads(server.requests[-1].body)


async def bare(chatwoot: Chatwoot, path: str, body: Any) -> Any:
    """Send a request without the client's methods."""
    return await chatwoot.request(
        "POST", f"/api/v1/accounts/{chatwoot.settings.account_id}/conversations{path}", json=body
    )


async def test_snoozing_until_a_moment(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """ISO text would be stored as a time in 1970; a datetime is sent as epoch seconds."""
    conversation = server.account.conversations[42]
    await bare(chatwoot, "/42/toggle_status", {"status": "snoozed", "snoozed_until": TOMORROW.isoformat()})
    assert conversation.snoozed_until is not None
    assert 1970 == conversation.snoozed_until.year

    change = await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW)

    assert {"status": "snoozed", "snoozed_until": int(TOMORROW.timestamp())} == sent(server)
    assert TOMORROW == change.snoozed_until == conversation.snoozed_until
    with pytest.raises(InvalidRequestError, match="snoozed_until: "):
        await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW.replace(tzinfo=None))
    with pytest.raises(InvalidRequestError, match="snoozed_until: expected a datetime"):
        await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW.isoformat())  # type: ignore[arg-type]


async def test_creating_a_snoozed_conversation(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Here epoch seconds would be stored as null; a datetime is sent as ISO text."""
    inbox, contact = 1, server.account.conversations[42].contact.id
    where = {"contact_id": contact, "inbox_id": inbox, "status": "snoozed"}
    made = await bare(chatwoot, "", where | {"snoozed_until": int(TOMORROW.timestamp())})
    assert made["snoozed_until"] is None

    conversation = await chatwoot.conversations.create(
        contact_id=contact, inbox_id=inbox, status="snoozed", snoozed_until=TOMORROW
    )

    assert TOMORROW == dt.datetime.fromisoformat(sent(server)["snoozed_until"])
    assert TOMORROW == conversation.snoozed_until


async def test_status_is_said_or_flipped(chatwoot: Chatwoot) -> None:
    """Without a status the server toggles it: `set_status` requires one, and toggling is a separate call."""
    with pytest.raises(TypeError, match="status"):
        await chatwoot.conversations.set_status(42)  # type: ignore[call-arg]
    with pytest.raises(InvalidRequestError, match=r"status: .*None"):
        await chatwoot.conversations.set_status(42, status=None)  # type: ignore[arg-type]

    for _ in range(2):
        assert "resolved" == (await chatwoot.conversations.set_status(42, status="resolved")).current_status
    assert "open" == (await chatwoot.conversations.flip_status(42)).current_status
    assert "resolved" == (await chatwoot.conversations.flip_status(42)).current_status


async def test_assignments_have_one_key(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """With both keys the server ignores the team and unassigns the agent; each call sends exactly one."""
    conversation = server.account.conversations[42]
    team = conversation.team
    conversation.team = None
    await bare(chatwoot, "/42/assignments", {"assignee_id": None, "team_id": 1})
    assert (None, None) == (conversation.assignee, conversation.team)

    calls: list[tuple[Callable[[], Awaitable[Any]], dict[str, int], tuple[Any, Any]]] = [
        (lambda: chatwoot.conversations.assign_team(42, team_id=1), {"team_id": 1}, (None, team)),
        (lambda: chatwoot.conversations.assign_agent(42, assignee_id=1), {"assignee_id": 1}, (server.agent, team)),
        (lambda: chatwoot.conversations.unassign_team(42), {"team_id": 0}, (server.agent, None)),
        (lambda: chatwoot.conversations.unassign(42), {"assignee_id": 0}, (None, None)),
    ]
    for call, body, after in calls:
        await call()
        assert body == sent(server)
        assert after == (conversation.assignee, conversation.team)
    for wrong in (0, None):
        with pytest.raises(InvalidRequestError, match="assignee_id"):
            await chatwoot.conversations.assign_agent(42, assignee_id=wrong)  # type: ignore[arg-type]


async def test_what_replaces_says_so(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Calls that replace labels or custom attributes are named `set`; calls that add are named so, too."""
    conversations, record = chatwoot.conversations, server.account.conversations[42]
    assert ["vip", "new"] == await conversations.add_labels(42, ["new", "vip"])
    assert ["new"] == await conversations.remove_labels(42, ["vip", "never there"])
    assert ["other"] == await conversations.set_labels(42, labels=["other"])
    assert ["other"] == record.labels
    assert {"order": "A-1", "new": None} == await conversations.merge_custom_attributes(42, {"new": None})
    assert {"x": 1} == await conversations.set_custom_attributes(42, custom_attributes={"x": 1})
    assert {"x": 1} == record.custom_attributes
    for method in (conversations.set_labels, conversations.set_custom_attributes, chatwoot.contacts.set_labels):
        assert "replace" in (method.__doc__ or "").lower()

    contact = record.contact.id
    assert ["a"] == await chatwoot.contacts.set_labels(contact, labels=["a"])
    assert ["a", "b"] == await chatwoot.contacts.add_labels(contact, ["b"])
    assert ["b"] == await chatwoot.contacts.remove_labels(contact, ["a"])


async def test_nothing_is_written_where_nothing_changes(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Adding existing labels, or removing missing ones, only reads."""
    await chatwoot.conversations.add_labels(42, ["vip"])
    await chatwoot.conversations.remove_labels(42, ["never there"])
    await chatwoot.conversations.merge_custom_attributes(42, {"order": "A-1"})

    assert {"GET"} == {request.method for request in server.requests}


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.conversations.add_labels(42, "vip"),
        lambda c: c.conversations.remove_labels(42, 5),
        lambda c: c.contacts.add_labels(1, b"vip"),
        lambda c: c.conversations.add_labels(42, [5]),
        lambda c: c.conversations.merge_custom_attributes(42, [("a", 1)]),
    ],
)
async def test_changes_in_part_are_checked(call: Callable[[Chatwoot], Awaitable[Any]], chatwoot: Chatwoot) -> None:
    """A single text is not a list of labels, and pairs are not attributes."""
    with pytest.raises(InvalidRequestError, match=r"^(labels(\[\d\])?|custom_attributes): expected"):
        await call(chatwoot)


async def test_priority(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server fails on "none" and on unknown values; None removes the priority."""
    with pytest.raises(ServerError):
        await bare(chatwoot, "/42/toggle_priority", {"priority": "none"})
    for wrong in ("none", "enormous", ""):
        with pytest.raises(InvalidRequestError, match="priority: "):
            await chatwoot.conversations.set_priority(42, priority=wrong)  # type: ignore[arg-type]

    await chatwoot.conversations.set_priority(42, priority=models.ConversationPriorityChange.URGENT)
    assert "urgent" == server.account.conversations[42].priority
    await chatwoot.conversations.set_priority(42, priority=None)
    assert {"priority": None} == sent(server)
    assert str(server.account.conversations[42].priority) == "None"


async def test_an_unknown_status(chatwoot: Chatwoot) -> None:
    """The server responds to an unknown status with a useless 500; it is not sent."""
    with pytest.raises(ServerError):
        await bare(chatwoot, "/42/toggle_status", {"status": "nonsense"})
    with pytest.raises(InvalidRequestError, match="status: 'nonsense' is not one of open, resolved, pending"):
        await chatwoot.conversations.set_status(42, status="nonsense")  # type: ignore[arg-type]


async def test_a_message_is_never_written_twice(server: FakeChatwoot) -> None:
    """A message that is sent twice becomes two messages, even with `echo_id`, so it is not retried if it may have
    arrived.
    """
    conversation = server.account.conversations[42]
    async with Chatwoot(
        server.base_url, token=server.token, account_id=server.account_id, retry=RetryPolicy(base=0.0)
    ) as chatwoot:
        for _ in range(2):
            await bare(chatwoot, "/42/messages", {"content": "x", "echo_id": "e-1"})
        assert 2 == len(conversation.messages)

        server.faults.add(faults.status(502, after=True))
        with pytest.raises(ServerError) as caught:
            await chatwoot.messages.create(42, content="y", echo_id="e-2")

    assert 3 == len(conversation.messages)
    assert "not tried again, since the server may have done it" in (caught.value.advice or "")


async def test_too_many_messages(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """More than 200 messages a minute raise their own error; other rejections do not."""
    conversation = server.account.conversations[42]
    for _ in range(200):
        server.account.add_message(conversation)
    with pytest.raises(TooManyMessagesError) as caught:
        await chatwoot.messages.create(42, content="one too many")

    assert (422, False) == (caught.value.status, isinstance(caught.value, UnprocessableError))
    assert "Validation failed: Too many messages" == caught.value.message
    assert 200 == len(conversation.messages)


@pytest.mark.parametrize("text", ["'zzz' is not a valid message_type", "undefined method `foo' for nil:NilClass", ""])
async def test_faults_while_a_message_is_created(text: str) -> None:
    """Such a fault is a 422 with the text of the exception, which is kept unchanged."""
    transport = httpx.MockTransport(lambda _: httpx.Response(422, json={"error": text}))
    async with Chatwoot("https://x.test", token="token-of-the-tests", account_id=1, transport=transport) as chatwoot:
        with pytest.raises(UnprocessableError) as caught:
            await chatwoot.messages.create(42, content="x")

    assert {"error": text} == caught.value.body
    assert text in caught.value.message


async def test_updated_within_is_one_page(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """With `updated_within` the server sends all rows whatever the page: the iterator sends one request."""
    for _ in range(30):
        server.account.add_conversation()
    found = [row.id async for row in chatwoot.conversations.iter(updated_within=3600)]

    assert (31, 1) == (len(set(found)), len(server.requests))


async def test_errors_are_asked_for_as_json(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Without an Accept header, unknown routes respond in HTML: the client asks for JSON."""
    with pytest.raises(ApiStatusError) as caught:
        await chatwoot.request("GET", "/api/v1/accounts/1/nonsense")

    assert "application/json" == server.requests[-1].headers["accept"]
    assert {"status": 404, "error": "Not Found"} == caught.value.body


async def test_a_macro_keeps_its_visibility(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """An update without a visibility resets it: the client requires one with each update."""
    macro = await chatwoot.macros.create(name="Close", visibility="global", actions=[Action.resolve_conversation()])
    path = f"/api/v1/accounts/{server.account_id}/macros/{macro.id}"
    changed: Any = await chatwoot.request("PATCH", path, json={"name": "Close it"})
    assert None is changed["payload"]["visibility"]

    with pytest.raises(TypeError, match="visibility"):
        await chatwoot.macros.update(macro.id, name="Close it")  # type: ignore[call-arg]
    with pytest.raises(InvalidRequestError, match=r"^visibility"):
        await chatwoot.macros.update(macro.id, name="Close it", visibility=None)  # type: ignore[arg-type]
    assert "global" == (await chatwoot.macros.update(macro.id, visibility="global")).visibility


async def test_a_macro_that_does_not_exist_is_not_run(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server reports success for it: the client reads the macro first."""
    path = f"/api/v1/accounts/{server.account_id}/macros/99/execute"
    assert None is await chatwoot.request("POST", path, json={"conversation_ids": [42]})

    with pytest.raises(NotFoundError, match="no macro 99 in account 1: Not Found"):
        await chatwoot.macros.execute(99, conversation_ids=[42])
    assert "GET" == server.requests[-1].method


MISSING: list[tuple[str, Callable[[Chatwoot], Awaitable[Any]]]] = [
    ("automation rule", lambda c: c.automation_rules.get(99)),
    ("automation rule", lambda c: c.automation_rules.delete(99)),
    ("automation rule", lambda c: c.automation_rules.clone(99)),
    ("macro", lambda c: c.macros.delete(99)),
    ("campaign", lambda c: c.campaigns.get(99)),
    ("custom role", lambda c: c.custom_roles.update(99, description="x")),
    ("app", lambda c: c.integrations.get_app("99")),
    ("sla policy", lambda c: c.sla_policies.get(99)),
    ("portal slug", lambda c: c.portals.get("99")),
    ("portal slug", lambda c: c.portals.delete("99")),
    ("portal slug", lambda c: c.articles.list("99")),
    ("portal slug", lambda c: c.categories.list("99")),
]


@pytest.mark.parametrize(("thing", "call"), MISSING)
async def test_missing_records_that_are_a_500(
    server: FakeChatwoot, thing: str, call: Callable[[Chatwoot], Awaitable[Any]]
) -> None:
    """The error says that the record may be missing, and the call is not retried, which would be useless."""
    retry = RetryPolicy(attempts=4, base=0.01)
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id, retry=retry) as chatwoot:
        with pytest.raises(ServerError) as caught:
            await call(chatwoot)

    assert f"Internal Server Error, or no {thing} 99 in account 1" == caught.value.message
    assert 1 == len(server.requests)


async def test_snoozing_again_without_a_moment(chatwoot: Chatwoot) -> None:
    """The server keeps its time, as the result shows and the docstring says; opening removes it."""
    await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW)
    assert TOMORROW == (await chatwoot.conversations.snooze(42)).snoozed_until
    assert "as it is" in (chatwoot.conversations.snooze.__doc__ or "")

    await chatwoot.conversations.set_status(42, status="open")
    assert None is (await chatwoot.conversations.snooze(42)).snoozed_until


async def test_null_in_a_list(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server drops null in lists: it is refused at any depth."""
    await bare(chatwoot, "/42/custom_attributes", {"custom_attributes": {"a": [1, None]}})
    assert {"a": [1]} == server.account.conversations[42].custom_attributes

    with pytest.raises(InvalidRequestError, match=r"^custom_attributes\.a\.b: None in a list"):
        await chatwoot.conversations.set_custom_attributes(42, custom_attributes={"a": {"b": [1, None]}})


@pytest.mark.parametrize("key", ["identifier", "phone_number"])
async def test_an_empty_text_that_must_be_unique(key: str, chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server stores it, and fails on the next contact with it: it is refused, and None is sent instead."""
    contact = server.account.conversations[42].contact.id
    path = f"/api/v1/accounts/{server.account_id}/contacts/{contact}"
    changed: Any = await chatwoot.request("PUT", path, json={key: ""})
    assert "" == changed["payload"][key]

    with pytest.raises(InvalidRequestError, match=f"^{key}: is empty$"):
        await chatwoot.contacts.update(contact, **{key: ""})  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match=f"^{key}: is empty$"):
        await chatwoot.contacts.create(inbox_id=1, **{key: ""})  # type: ignore[arg-type]
    await chatwoot.contacts.update(contact, **{key: None})
    assert {key: None} == sent(server)


SEARCHES: list[Callable[[Chatwoot], Awaitable[Any]]] = [
    lambda c: c.contacts.search(q=""),
    lambda c: anext(c.contacts.iter_search(q="")),
    lambda c: c.companies.search(q=""),
    lambda c: c.companies.search_contacts(1, q=""),
]


@pytest.mark.parametrize("call", SEARCHES)
async def test_searching_for_nothing(
    call: Callable[[Chatwoot], Awaitable[Any]], chatwoot: Chatwoot, server: FakeChatwoot
) -> None:
    """The server finds no contact and counts null, or rejects it: an empty text is not sent."""
    path = f"/api/v1/accounts/{server.account_id}/contacts/search"
    assert None is (await chatwoot.request("GET", path, params={"q": ""}))["meta"]["count"]

    with pytest.raises(InvalidRequestError, match=r"^q: is empty$"):
        await call(chatwoot)


async def test_objects_beside_a_file(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Objects beside a file are sent with their keys in brackets, where all values are texts; other values are
    refused.
    """
    picture = File(b"png", name="a.png", content_type="image/png")
    made = await chatwoot.contacts.create(
        inbox_id=1,
        avatar=picture,
        custom_attributes={"plan": "gold"},
        additional_attributes={"social_profiles": {"github": "ada"}},
    )

    contact = server.account.contacts[made.contact.id]
    assert {"plan": "gold"} == contact.custom_attributes
    assert {"social_profiles": {"github": "ada"}} == contact.additional_attributes
    for key, value in (("orders", 7), ("vip", True), ("tags", ["a"]), ("none", None), ("a[b]", "c")):
        with pytest.raises(InvalidRequestError, match=rf"^custom_attributes\.{re.escape(key)}: .* use two calls$"):
            await chatwoot.contacts.create(inbox_id=1, avatar=picture, custom_attributes={key: value})


async def test_files_of_the_first_message(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """A conversation can start with files, also with a private note, and without other content."""
    files = [File(b"png", name="a.png", content_type="image/png"), File(b"pdf", name="b.pdf")]
    begin: Any = {
        "contact_id": server.account.conversations[42].contact.id,
        "inbox_id": 1,
        "message_attachments": files,
    }
    note: Any = {"content": "{{ contact.name }}", "private": True, "content_attributes": {"a": "b"}}
    made = await chatwoot.conversations.create(**begin, message=note, custom_attributes={"plan": "gold"})
    bare = await chatwoot.conversations.create(**begin)

    (message,) = server.account.conversations[made.id].messages
    assert ("{{ contact.name }}", True, {"a": "b"}) == (message.content, message.private, message.content_attributes)
    assert [("a.png", b"png"), ("b.pdf", b"pdf")] == [(each.file_name, each.content) for each in message.attachments]
    assert {"plan": "gold"} == server.account.conversations[made.id].custom_attributes
    (message,) = server.account.conversations[bare.id].messages
    assert (None, 2) == (message.content, len(message.attachments))
    with pytest.raises(InvalidRequestError, match=r"^message\.content_attributes\.items: .* use two calls$"):
        await chatwoot.conversations.create(**begin, message={"content_attributes": {"items": []}})


async def test_a_voice_message(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server stores the flag with the files; without files it has no effect, and is refused."""
    sound = File(b"ogg", name="a.ogg", content_type="audio/ogg")
    await chatwoot.messages.create(42, attachments=[sound], is_voice_message=True)
    await chatwoot.messages.create(42, attachments=[sound], is_voice_message=False)
    await chatwoot.messages.create(42, content="Hi", is_voice_message=None)

    told = [each.meta for message in server.account.conversations[42].messages for each in message.attachments]
    assert [{"is_voice_message": True}, {}] == told
    with pytest.raises(InvalidRequestError, match=r"^is_voice_message: goes together with files only$"):
        await chatwoot.messages.create(42, content="Hi", is_voice_message=True)


async def test_days_before(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Chatwoot 4.16.2 fails on the operator, whatever the attribute: an equivalent condition with the day is sent."""
    condition = {"attribute_key": "created_at", "filter_operator": "days_before", "values": [1]}
    with pytest.raises(ServerError):
        await bare(chatwoot, "/filter", {"payload": [condition]})

    assert [] == (await chatwoot.conversations.filter(payload=ConversationFilter.created_at.days_before(1))).payload

    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    (condition,) = sent(server)["payload"]
    assert ("is_less_than", [yesterday.isoformat()]) == (condition["filter_operator"], condition["values"])


async def test_the_layout_of_mails_is_text(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server would store a dump of an object, which is not a valid layout: the client accepts only text."""
    path = f"/api/v1/accounts/{server.account_id}/branded_email_layout"
    dump: Any = await chatwoot.request("PATCH", path, json={"branded_email_layout": {"body": "<html>"}})
    assert "<html>" != dump["branded_email_layout"]

    with pytest.raises(InvalidRequestError, match=r"^branded_email_layout: expected str"):
        await chatwoot.account.set_branded_email_layout(branded_email_layout={"body": "<html>"})  # type: ignore[arg-type]
