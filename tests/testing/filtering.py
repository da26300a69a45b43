"""Sends filters to a server."""

from __future__ import annotations

import datetime as dt
from typing import Any

import httpx

from aiochatwoot.testing import FakeChatwoot

from .callers import ContactCaller

DAY = dt.timedelta(days=1)


def condition(key: Any, operator: Any, *values: Any, then: Any = None, **more: Any) -> dict[str, Any]:
    """Return a condition in the server's format."""
    return {"attribute_key": key, "filter_operator": operator, "values": list(values), "query_operator": then} | more


class Filters:
    """Filters with conditions, or with one given as arguments."""

    def __init__(self, call: ContactCaller, path: str) -> None:
        self.call = call
        self.path = path

    def send(self, *given: Any, query: str = "") -> httpx.Response:
        conditions = list(given) if not given or isinstance(given[0], dict) else [condition(*given)]
        return self.call.send("POST", self.path + query, {"payload": conditions})

    def ids(self, *given: Any) -> list[int]:
        answer = self.send(*given)
        assert 200 == answer.status_code, answer.text
        return sorted(row["id"] for row in answer.json()["payload"])

    def error(self, *given: Any) -> tuple[int, Any]:
        answer = self.send(*given)
        return answer.status_code, answer.json()


def refusal(message: str) -> tuple[int, Any]:
    return 422, {"error": message}


def define(server: FakeChatwoot, model: str = "conversation_attribute") -> None:
    types = {"plan": "list", "seats": "number", "paid": "checkbox", "since": "date", "cost": "currency"}
    for key, kind in types.items():
        server.account.add_custom_attribute_definition(key, attribute_display_type=kind, attribute_model=model)
