"""The parts of model declarations: UNSET, open enums, kinds."""

from __future__ import annotations

import copy
import pickle
from typing import Any, cast

import pytest

from aiochatwoot import UNSET, Unset, models
from aiochatwoot._wire.kinds import (
    AnyOf,
    Anything,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Object,
    OneOf,
    OpenIntEnum,
    OpenStrEnum,
    Plain,
    Timestamp,
)


def test_unset_is_one_and_false() -> None:
    """UNSET is false, has its name as repr, is not an enum, and stays the same object through copies and pickles."""
    assert not UNSET
    assert "UNSET" == repr(UNSET) == str(UNSET) == f"{UNSET}"
    assert not hasattr(UNSET, "name")
    assert not hasattr(UNSET, "value")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps([UNSET], protocol))[0] is UNSET
    for other in (copy.copy(UNSET), copy.deepcopy([UNSET])[0]):
        assert other is UNSET


def test_unset_is_the_only_one_of_its_type() -> None:
    """No other instance of UNSET's type can be created."""
    with pytest.raises(TypeError, match="there is one object of this type, UNSET"):
        Unset()


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (models.MessageStatus.SENT, "sent"),
        (models.MessageStatus("bounced"), "bounced"),
        (models.ConversationPriority("string"), "string"),
        (models.SenderType.CAPTAIN_ASSISTANT, "Captain::Assistant"),
    ],
)
def test_text_members_are_their_text(member: OpenStrEnum, text: str) -> None:
    """A member, known or not, acts as its wire value: compared, printed, formatted, hashed, and through pickles."""
    assert text == member
    assert text == str(member) == f"{member}" == member.value
    assert hash(text) == hash(member)
    assert isinstance(member, str)
    for other in (copy.copy(member), copy.deepcopy(member), pickle.loads(pickle.dumps(member)), type(member)(text)):
        assert member == other
        assert type(member) is type(other)
    assert text in repr(member)


@pytest.mark.parametrize(("member", "number"), [(models.MessageType.TEMPLATE, 3), (models.MessageType(9), 9)])
def test_number_members_are_their_number(member: OpenIntEnum, number: int) -> None:
    """Members of enums of numbers equal their numbers."""
    assert number == member
    assert str(number) == str(member) == f"{member}"
    assert hash(number) == hash(member)
    for other in (copy.copy(member), copy.deepcopy(member), pickle.loads(pickle.dumps(member)), type(member)(number)):
        assert member == other
        assert type(member) is type(other)
    assert str(number) in repr(member)


def test_unknown_members_match_and_do_not_join_the_known_ones() -> None:
    """`match` distinguishes known from unknown members, and an unknown one is not added to the enum."""
    known = list(models.MessageStatus)
    match models.MessageStatus("bounced"):
        case models.MessageStatus.SENT | models.MessageStatus.FAILED:
            pytest.fail("an unknown member matched a known one")
        case "bounced":
            pass
        case _:
            pytest.fail("an unknown member is not its text")
    match models.MessageStatus("sent"):
        case models.MessageStatus.SENT:
            pass
        case _:
            pytest.fail("a known member did not match")
    assert known == list(models.MessageStatus)


def test_values_of_another_type_are_no_members() -> None:
    """An enum of text rejects numbers; an enum of numbers rejects text and bool."""
    with pytest.raises(ValueError, match="5 is not a valid MessageStatus"):
        models.MessageStatus(cast("Any", 5))
    others: list[Any] = ["x", None, 1.5]
    for value in others:
        with pytest.raises(ValueError, match="is not a valid MessageType"):
            models.MessageType(value)
    assert models.MessageType._missing_(True) is None


@pytest.mark.parametrize(
    ("expected", "kind"),
    [
        ("any JSON", Anything()),
        ("any JSON", Kind()),
        ("integer or null", Plain("integer", nullable=True)),
        ("ISO 8601 date and time", Timestamp("iso")),
        ("epoch seconds", Timestamp("epoch_float")),
        ("one of 0, 1, 2, 3", Enumeration(models.MessageType)),
        ("object (Team)", Object(models.Team)),
        ("object (team.Team)", Object("team:Team")),
        ("array", ListOf(Anything())),
        ("object", MapOf(Anything())),
        ("object with type a, b", OneOf("type", {"a": Object(models.Team), "b": Object(models.Team)})),
        ("object", OneOf("type", {"a": Object(models.Team)}, beside=True)),
        ("string or integer", AnyOf((Plain("string"), Plain("integer")))),
    ],
)
def test_kinds_say_what_they_expect(expected: str, kind: Kind) -> None:
    """Every kind describes itself for a report."""
    assert kind.describe() == expected


def test_kinds_show_what_they_are() -> None:
    """The repr of a kind shows its non-default attributes."""
    kind = ListOf(Plain("integer", minimum=1), nullable=True)

    assert repr(kind) == "ListOf(nullable=True, item=Plain(json='integer', minimum=1))"
