"""Models as Python objects: absent and null attributes, copies, and reprs."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from aiochatwoot import UNSET, models
from aiochatwoot._wire.kinds import fields
from aiochatwoot._wire.model import Model

from .conftest import CAPTURES, load_capture
from .servers import BASE_URL, client, replay

COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda model: pickle.loads(pickle.dumps(model)),
    "oldest pickle": lambda model: pickle.loads(pickle.dumps(model, 0)),
    "evolve": attrs.evolve,
}


def unassigned() -> models.Conversation:
    """An unassigned conversation with a null priority."""
    body = load_capture("conversation_seen").body
    del body["meta"]["assignee"], body["meta"]["assignee_type"]
    return models.Conversation.from_dict(body | {"priority": None, "key of a newer server": [1]})


def test_what_did_not_come_reads_as_none() -> None:
    """An absent attribute reads as None, and is not written; `has` distinguishes it from null."""
    conversation = unassigned()

    assert conversation.meta.assignee is None
    assert conversation.priority is None
    assert not conversation.meta.has("assignee")
    assert conversation.has("priority")
    assert "assignee" not in conversation.meta.to_dict()
    assert conversation.to_dict()["priority"] is None


def test_a_value_makes_a_key_present_and_del_makes_it_absent() -> None:
    """Assigning writes the key, also for None; deleting removes it."""
    meta = unassigned().meta

    meta.assignee = None
    assert meta.has("assignee")
    assert meta.to_dict()["assignee"] is None
    del meta.assignee
    assert not meta.has("assignee")
    assert meta.assignee is None
    assert "assignee" not in meta.to_dict()
    with pytest.raises(AttributeError):
        del meta.assignee


def test_arguments_of_a_constructor() -> None:
    """An omitted argument is absent, and so is UNSET; None is null."""
    nothing, null = models.ConversationFirstMessage(), models.ConversationFirstMessage(content=None)

    assert nothing.to_dict() == {}
    assert null.to_dict() == {"content": None}
    assert (nothing.has("content"), null.has("content")) == (False, True)
    assert nothing != null
    unset: Any = UNSET
    assert nothing == models.ConversationFirstMessage(content=unset)


def test_wrong_arguments_of_a_constructor() -> None:
    """An unknown or missing argument raises a TypeError that names it."""
    make: Any = models.FilterCondition
    with pytest.raises(TypeError, match=r"FilterCondition\(\) got an unexpected keyword argument 'valuse'"):
        make(valuse=[])
    with pytest.raises(TypeError, match=r"FilterCondition\(\) is missing the keyword argument 'filter_operator', 'val"):
        make(attribute_key="status")
    with pytest.raises(TypeError, match="positional"):
        make("status")


def test_unknown_attributes() -> None:
    """An undeclared name raises an AttributeError on every access."""
    message: Any = models.ConversationFirstMessage()
    for ask in (lambda: message.contnet, lambda: message.has("contnet"), lambda: setattr(message, "contnet", 1)):
        with pytest.raises(AttributeError, match="'ConversationFirstMessage' object has no attribute 'contnet'"):
            ask()


def test_models_are_equal_to_models_of_their_class() -> None:
    """A model equals another of its class with the same contents; it has no hash, and equals no dict."""
    conversation = unassigned()

    assert unassigned() == conversation
    assert conversation.to_dict() != conversation
    assert conversation != models.ConversationFirstMessage()
    with pytest.raises(TypeError, match="unhashable"):
        hash(conversation)


@pytest.mark.parametrize("make", COPIES.values(), ids=COPIES)
def test_copies_keep_what_came(make: Callable[[Any], Any]) -> None:
    """A copy has the received keys, undeclared ones too, and the received forms of timestamps."""
    body = unassigned().to_dict() | {"created_at": "2026-11-23T05:06:12Z", "muted": "no"}
    conversation = models.Conversation.from_dict(body)

    other = make(conversation)

    assert conversation == other
    assert other.to_dict() == body
    assert not other.meta.has("assignee")
    assert other.additional_properties["key of a newer server"] == [1]


@pytest.mark.parametrize("name", ["copy", "deepcopy", "pickle"])
def test_copies_share_nothing_that_can_change(name: str) -> None:
    """Changes of a copy do not affect the original, at any depth."""
    conversation = unassigned()

    other = COPIES[name](conversation)
    other.additional_properties["key of a newer server"].append(2)
    other.additional_properties["more"] = 1
    other.messages[0].content = "changed"
    other.messages.clear()
    other.custom_attributes["more"] = 1
    other.labels.append("vip")

    assert unassigned() == conversation


def test_evolve_changes_what_it_is_told() -> None:
    """`attrs.evolve` applies the changes, also None, shares no undeclared keys, and leaves the original unchanged."""
    meta = unassigned().meta
    meta.additional_properties["more"] = [1]
    before = copy.deepcopy(meta)

    changed = attrs.evolve(meta, assignee=None, channel="Channel::Api")
    changed.additional_properties["more"].append(2)

    assert before == meta
    assert before.to_dict() | {"assignee": None, "channel": "Channel::Api", "more": [1, 2]} == changed.to_dict()
    assert not changed.has("team")
    with pytest.raises(TypeError, match="unexpected keyword argument 'asignee'"):
        attrs.evolve(meta, asignee=None)  # type: ignore[call-arg]


def test_a_changed_moment_is_evolved_in_the_form_of_the_contract() -> None:
    """The received form belongs to the received value only."""
    conversation = models.Conversation.from_dict(unassigned().to_dict() | {"created_at": "2026-11-23T05:06:12Z"})

    changed = attrs.evolve(conversation, created_at=conversation.updated_at)

    assert isinstance(changed.to_dict()["created_at"], int)


def test_tools_know_the_attributes() -> None:
    """attrs and inspect list the attributes, also of a subclass: required ones first, the others with a default."""

    class Condition(models.FilterCondition):
        pass

    names = [each.name for each in fields(models.FilterCondition)]

    assert [each.name for each in attrs.fields(Condition) if not each.name.startswith("_")] == names
    assert list(inspect.signature(Condition).parameters) == names
    assert "(*, attribute_key, filter_operator, values" in str(inspect.signature(Condition))
    assert ", query_operator=None" in str(inspect.signature(Condition))


def test_a_long_conversation_is_shown_short() -> None:
    """A repr shortens long lists, texts and dicts, and shows only the names of deeply nested models."""
    body = load_capture("conversation_rich").body
    message = body["messages"][0]
    body["messages"] = [message | {"id": number, "content": "x" * 150_000} for number in range(5000)]
    body["messages"][0]["content"] = "Hi"
    body["custom_attributes"] = {f"key {number}": ["x" * 1000] * 10 for number in range(1000)}

    conversation = models.Conversation.from_dict(body)

    assert len(repr(conversation)) < 2500
    assert "messages=[Message(id=0, content='Hi', ...), Message(id=1, content='xxx" in repr(conversation)
    assert ", ...), ... 4997 more]" in repr(conversation)
    assert len(repr(conversation.messages[1])) < 1200


def test_a_repr_is_for_people() -> None:
    """A repr omits empty values, shows enums by value or name, and times in UTC as ISO 8601."""
    message = models.MessageList.from_dict(load_capture("messages_window").body).payload[0]

    shown = repr(message)

    assert "content_type='text'" in shown
    assert f"message_type={message.message_type.name}" in shown
    assert f"created_at={message.created_at:%Y-%m-%dT%H:%M:%SZ}" in shown
    assert "None" not in shown
    assert "{}" not in shown
    assert "WorkingHours(...)" in repr(models.Inbox.from_dict({"id": 1, "working_hours": [{"day_of_week": 1}]}))


async def test_reprs_of_resources_and_pages() -> None:
    """A resource shows its client, a page its contents, and a raw response no more than these do."""
    async with client(lambda _: replay(load_capture("list_page1"))) as chatwoot:
        page = await chatwoot.conversations.list()
        raw = await chatwoot.with_raw_response(chatwoot.conversations.list)

        assert repr(chatwoot.conversations) == f"<Conversations {BASE_URL} account 2>"
    assert f"payload=[Conversation(id={page.payload[0].id}, status='open', ...)" in repr(page)
    assert repr(page) in repr(raw)
    assert len(repr(raw)) < 600


def test_no_credential_is_shown() -> None:
    """A value with the format password is in no repr, at any depth, even if it is not text."""
    profile = models.Profile.from_dict(load_capture("profile").body | {"access_token": ["s3cret"]})

    assert "access_token=[secret]" in repr(profile)
    assert "s3cret" not in repr([profile]) + str(profile) + f"{profile}"


def every_model(value: Any) -> list[Model]:
    """Yield the models in a value, at any depth."""
    if isinstance(value, Model):
        return [value, *(each for field in fields(type(value)) for each in every_model(getattr(value, field.name)))]
    if isinstance(value, list | dict):
        return [each for item in (value.values() if isinstance(value, dict) else value) for each in every_model(item)]
    return []


@pytest.mark.parametrize(
    "name", [path.stem for path in sorted(CAPTURES.glob("conversation_*.json")) if "attachments" not in path.stem]
)
def test_no_attribute_of_an_answer_is_unset(name: str) -> None:
    """UNSET is for arguments: no attribute of any captured conversation has it."""
    found = every_model(models.Conversation.from_dict(load_capture(name).body))

    assert found
    for model in found:
        assert all(getattr(model, each.name) is not UNSET for each in fields(type(model)))
