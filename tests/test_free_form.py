"""Free-form values, such as custom attributes: dates are encoded, and values that are not JSON are refused with their
path.
"""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import json
import uuid
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Chatwoot, InvalidRequestError
from aiochatwoot._wire.free_form import as_json
from aiochatwoot.generated.models import MessageTemplateParams

from .conftest import load_capture
from .servers import client, replay

DAY = dt.date(2026, 11, 29)
MOMENT = dt.datetime(2026, 11, 29, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SAFE = st.text(st.characters(codec="utf-8"), max_size=5)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), SAFE),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(SAFE, st.one_of(inner, st.none()))),
    max_leaves=8,
)


class Plan(enum.StrEnum):
    GOLD = "gold"


class Level(enum.IntEnum):
    ONE = 1


class Circle:
    def to_dict(self) -> Any:
        return self


def no_server() -> Chatwoot:
    """A client that must not send anything."""
    return client(lambda request: pytest.fail(f"sent {request.url}"))


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (decimal.Decimal("1.5"), r"custom_attributes\.a: Decimal Decimal\('1\.5'\) has no form in JSON; pass text"),
        (uuid.UUID(int=0), r"custom_attributes\.a: UUID UUID\('0+-.*has no form in JSON"),
        ({1, 2}, r"custom_attributes\.a: set \{1, 2\} has no form in JSON"),
        (b"x", r"custom_attributes\.a: bytes b'x' has no form in JSON"),
        ([10**5000], r"custom_attributes\.a\[0\]: a number of more than 4,300 digits has no form in JSON; pass text$"),
        (float("nan"), r"custom_attributes\.a: float nan has no form in JSON"),
        (MOMENT.replace(tzinfo=None), r"custom_attributes\.a: expected a datetime"),
        ({"b c": [1, {"d": object}]}, r"custom_attributes\.a\['b c'\]\[1\]\.d: type <class 'object'> has no form"),
        ([1, None], r"custom_attributes\.a: None in a list"),
        ({"b": [[None]]}, r"custom_attributes\.a\.b\[0\]: None in a list"),
        ({1: 2}, r"custom_attributes\.a: expected text as a key, got int 1"),
        ({"\ud800": 2}, r"custom_attributes\.a: expected text as a key, got str '\\ud800'"),
        ("\ud800", r"custom_attributes\.a: half of a surrogate"),
        (Circle(), r"custom_attributes: nested too deeply, or in a circle"),
        (CIRCLE, r"custom_attributes: nested too deeply, or in a circle"),
    ],
)
async def test_what_is_no_json(value: Any, message: str) -> None:
    """A value that is not JSON, or that the server would change, is refused by argument and key; nothing is sent."""
    async with no_server() as chatwoot:
        with pytest.raises(InvalidRequestError, match=f"^{message}"):
            await chatwoot.contacts.update(1, custom_attributes={"a": value})
        with pytest.raises(InvalidRequestError, match=f"^{message}"):
            await chatwoot.conversations.set_custom_attributes(1, custom_attributes={"a": value})


async def test_dates() -> None:
    """Dates and datetimes are written in the server's form, enum members as their values, tuples as arrays."""
    bodies: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return replay("custom_attributes")

    given_values = {"born": DAY, "seen": [MOMENT], "plan": Plan.GOLD, "level": Level.ONE, "pair": (1, 2), "none": None}
    async with client(answer, drift="ignore") as chatwoot:
        await chatwoot.conversations.set_custom_attributes(1, custom_attributes=given_values)

    written = {"born": "2026-11-29T00:00:00.000Z", "seen": ["2026-11-29T05:00:00.000Z"], "plan": "gold", "level": 1}
    assert bodies == [{"custom_attributes": written | {"pair": [1, 2], "none": None}}]
    assert json.dumps(bodies[0]["custom_attributes"]["plan"]) == '"gold"'


def test_dates_as_captured() -> None:
    """A date among custom attributes is written in the server's form, at any depth; elsewhere as its day."""
    held = load_capture("contact").body["payload"]["custom_attributes"]["renewal_date"]
    day = dt.date(2027, 1, 31)

    assert as_json(day, "custom_attributes") == held
    assert as_json({"custom_attributes": {"renewal": [day]}}, "contact") == {"custom_attributes": {"renewal": [held]}}
    assert as_json(day, "template_params.day") == "2027-01-31"


def test_models_in_free_form() -> None:
    """A model in a free-form value is written as its JSON."""
    model = MessageTemplateParams(name="hello", processed_params={"day": DAY})

    assert as_json([model], "x") == [{"name": "hello", "processed_params": {"day": "2026-11-29"}}]


@given(VALUES)
def test_json_stays(value: Any) -> None:
    """JSON values are written unchanged."""
    assert as_json(value, "x") == value
    assert json.dumps(value) == json.dumps(as_json(value, "x"))
