"""Advice of server errors, from the shape of the response and from known texts; guesses are marked as guesses."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from aiochatwoot import ApiStatusError, AuthenticationError, Chatwoot, NotFoundError, ServerError

from .servers import client, replay

NO_RESOURCE = {"error": "Resource could not be found"}
PAGE = "<html><title>Sign in</title></html>"


def answering(status: int, body: Any, **settings: Any) -> Chatwoot:
    """Return a client of a server with the same response to everything."""
    content = body if isinstance(body, str) else json.dumps(body)
    return client(lambda _: httpx.Response(status, content=content), retry=None, rate_limit=None, **settings)


@pytest.mark.parametrize(
    ("status", "body", "advice"),
    [
        (401, {"error": "Invalid Access Token"}, "the server does not know this token"),
        (401, {"error": "You are not authorized to do this action"}, "the token's user lacks the role for this"),
        (401, {"error": "Access to this endpoint is not authorized for bots"}, "this is a bot's token"),
        (401, {"error": "You are not authorized to access this account"}, "the token's user is not in this account"),
        (401, {"error": "Account is suspended"}, "the account is suspended"),
        (401, {"errors": ["Melden Sie sich an."]}, "no token reached the server"),
        (401, {"error": "Das dürfen Sie nicht."}, "perhaps a wrong token, a missing role"),
        (401, PAGE, "perhaps a proxy or a sign-in page in front of the server sent this"),
        (403, {"error": "API access is not enabled for this account"}, "the plan of this hosted account has no API"),
        (403, {"error": "Message status update is only allowed for API inboxes"}, "perhaps the plan of the account"),
        (404, NO_RESOURCE, "check the ids"),
        (404, "", "check the ids"),
        (404, PAGE, "the server may be older than this call, or base_url"),
        (404, {"status": 404, "error": "Not Found"}, "the server may be older than this call, or base_url"),
        (422, {"error": "PG::QueryCanceled: ERROR: canceling statement due to statement timeout"}, "the query took"),
        (422, {"error": "The query timed out"}, "perhaps the query took the server's database too long"),
        (422, {"error": "Nope"}, None),
        (422, {"message": "Timeout is too long", "attributes": ["timeout"]}, None),
        (429, "Retry later", "wait between calls"),
        (429, "", "not tried again: an empty 429 is that of a plan's daily quota"),
        (418, "", None),
    ],
)
async def test_advice(status: int, body: Any, advice: str | None) -> None:
    """Every 401, 404 and 429 has advice, and so do 403s and 422s with a misleading status."""
    async with answering(status, body) as chatwoot:
        with pytest.raises(ApiStatusError) as raised:
            await chatwoot.conversations.get(4711)

    assert (raised.value.advice or "").startswith(advice or "")
    assert (advice is None) == (raised.value.advice is None)


async def test_a_missing_record_that_is_a_500() -> None:
    """The error stays a server error, names the record that may be missing, and is not retried."""
    async with client(
        lambda _: httpx.Response(500, json={"status": 500, "error": "Internal Server Error"})
    ) as chatwoot:
        with pytest.raises(ServerError) as raised:
            await chatwoot.sla_policies.get(999_999)

    assert raised.value.message == "Internal Server Error, or no sla policy 999999 in account 2"
    assert (
        raised.value.advice
    ) == "not tried again: the server sends this status for a missing record, too; check the ids"
    assert len(raised.value.attempts) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (NO_RESOURCE, "no message 5 in conversation 4711 in account 2"),
        ({"error": "Nicht da"}, "no message 5 in conversation 4711 in account 2: Nicht da"),
        (
            PAGE,
            "the server has no DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_",
        ),
    ],
)
async def test_what_is_missing(body: Any, message: str) -> None:
    """A 404 names the ids of the call if one may be wrong, or the route if the server does not have it."""
    async with answering(404, body) as chatwoot:
        with pytest.raises(NotFoundError) as raised:
            await chatwoot.messages.delete(4711, 5)

    assert raised.value.message.startswith(message)


async def test_what_the_body_names() -> None:
    """A record that the body names may be the missing one; other keys are not named. Also below a mount path."""
    async with answering(404, NO_RESOURCE, base_url="https://chat.example/support") as chatwoot:
        with pytest.raises(NotFoundError, match="404: no conversation 4711 in account 2, or of team_id;"):
            await chatwoot.conversations.assign_team(4711, team_id=9)
        with pytest.raises(NotFoundError, match="404: no conversation 4711 in account 2;"):
            await chatwoot.messages.create(4711, content="x", echo_id="mine")
        with pytest.raises(NotFoundError, match="404: Resource could not be found; check"):
            await chatwoot.profile.get()


@pytest.mark.parametrize("reads_one", [False, True])
async def test_a_bot_reads_no_history(reads_one: bool) -> None:
    """The first 401 of a bot's token says that bots cannot read whole conversations."""
    requests: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request.url.path.rpartition("/")[2])
        if reads_one and requests[-1] == "1":
            return replay("conversation_rich")
        return httpx.Response(401, json={"error": "Access to this endpoint is not authorized for bots"})

    async with client(answer) as chatwoot:
        with pytest.raises(AuthenticationError, match="need a user's token: no server lets bots read messages"):
            await chatwoot.conversations.get_whole(1)
        with pytest.raises(AuthenticationError, match="need a user's token: no server lets bots read messages"):
            [message async for message in chatwoot.conversations.history(1)]

    assert requests == ["1", *(["messages"] if reads_one else []), "messages"]


async def test_other_refusals_of_a_history() -> None:
    """A 401 with another cause keeps its own advice."""
    async with answering(401, {"error": "Invalid Access Token"}) as chatwoot:
        with pytest.raises(AuthenticationError, match="the server does not know this token"):
            await chatwoot.conversations.get_whole(1)
