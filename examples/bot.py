"""A bot with FastAPI: Chatwoot sends it each new message, and it replies to what it knows.

CHATWOOT_BASE_URL=... CHATWOOT_API_ACCESS_TOKEN=... BOT_SECRET=... python examples/bot.py

In Chatwoot, add a webhook for `message_created` with the URL https://this-host/webhook/SECRET.
Whoever knows the secret can make the bot read conversations, so choose a long one:
python -c "import secrets; print(secrets.token_hex())"
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
from collections import OrderedDict
from typing import Annotated, Any

import uvicorn
from fastapi import BackgroundTasks, Body, FastAPI, HTTPException

from aiochatwoot import Chatwoot, ChatwootError

ANSWERS = {
    "parcel": "Your parcel is on its way. You get a message when it arrives.",
    "opening hours": "We are here from Monday to Friday, 9 to 17 o'clock.",
}
REMEMBERED = 10_000
logger = logging.getLogger("bot")


def answer_to(text: str) -> str | None:
    """The bot's reply to a text; None if a person should reply."""
    return next((answer for word, answer in ANSWERS.items() if word in text.lower()), None)


async def handle(chatwoot: Chatwoot, event: dict[str, Any]) -> None:
    """Reply to a new message of a customer, or leave it to the agents."""
    conversation_id, account_id = event["conversation"]["id"], event["account"]["id"]
    answer = answer_to(event["content"] or "")
    if answer is None:
        return
    try:
        await chatwoot.messages.create(conversation_id, content=answer, account_id=account_id)
    except ChatwootError as error:  # the customer still waits, and agents see that
        logger.warning("conversation %s is left to the agents: %s", conversation_id, error)


def make_app(chatwoot: Chatwoot, secret: str) -> FastAPI:
    """The web application, around a client that lives as long as the application."""
    app = FastAPI(openapi_url=None)
    seen: OrderedDict[int, None] = OrderedDict()

    @app.post("/webhook/{given}", status_code=204)
    async def webhook(
        given: str, event: Annotated[dict[str, Any], Body()], background: BackgroundTasks
    ) -> None:
        if not secrets.compare_digest(given.encode(), secret.encode()):
            raise HTTPException(404)
        # The bot's own replies are outgoing messages: it must not reply to itself, nor twice.
        kind = event.get("event"), event.get("message_type")
        if kind != ("message_created", "incoming") or event["id"] in seen:
            return
        seen[event["id"]] = None
        while len(seen) > REMEMBERED:
            seen.popitem(last=False)
        # After the response, since Chatwoot does not wait long for it.
        background.add_task(handle, chatwoot, event)

    return app


async def main() -> int:
    secret, port = os.environ.get("BOT_SECRET", ""), int(os.environ.get("PORT", "8000"))
    if len(secret) < 16:
        print("BOT_SECRET: is not set, or has less than 16 characters", file=sys.stderr)
        return 1
    try:
        async with Chatwoot() as chatwoot:
            await chatwoot.profile.get()  # reports a wrong token now, not at the first message
            app = make_app(chatwoot, secret)
            config = uvicorn.Config(app, host="127.0.0.1", port=port, access_log=False)
            await uvicorn.Server(config).serve()
    except ChatwootError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
