"""Requests about the settings of an account, compared with the contract."""

from __future__ import annotations

from typing import Any

import httpx

from aiochatwoot.testing import Agent, AgentBot

from ..contract import component, deviations
from .callers import Caller

MISSING = (404, {"error": "Resource could not be found"})
FAULT = (500, {"status": 500, "error": "Internal Server Error"})
NOT_ALLOWED = (401, {"error": "You are not authorized to do this action"})
NOW = "2026-11-20T08:00:30.000Z"


class Office(Caller):
    """Sends requests with paths below the account's."""

    def send(
        self, method: str, path: str = "", body: Any = None, *, by: Agent | AgentBot | None = None, **more: Any
    ) -> httpx.Response:
        whole = path if path.startswith("/api") else f"/api/v1/accounts/{self.server.account_id}{path}"
        return super().send(method, whole, body, by=by, **more)

    def ids(self, path: str, **more: Any) -> list[int]:
        """Return the ids of a list, whatever its envelope."""
        rows = self.json("GET", path, **more)
        while isinstance(rows, dict):
            (rows,) = rows.values()
        return [row["id"] for row in rows]

    def gone(self, path: str, status: int = 200, body: Any = None) -> None:
        """Delete a record, and assert an empty response."""
        answer = self.send("DELETE", path, body)
        assert (status, b"") == (answer.status_code, answer.content)


def invalid(*problems: tuple[str, str]) -> tuple[int, Any]:
    """Return the attributes and messages of the response about an invalid record."""
    attributes = list(dict.fromkeys(name for name, _ in problems))
    return 422, {"message": ", ".join(text for _, text in problems), "attributes": attributes}


def as_in_the_contract(name: str, body: Any) -> Any:
    """Return the body, after checking it against the contract."""
    assert list(deviations(component(name), body)) == []
    return body
