"""An agent bot with FastAPI: it replies to known questions, and hands all others over to people.

CHATWOOT_BASE_URL=... CHATWOOT_API_ACCESS_TOKEN=... BOT_SECRET=... python examples/bot.py

In Chatwoot, create an agent bot with the URL https://this-host/webhook, and connect it to an
inbox. The bot's page shows its token and its secret.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from starlette.routing import Route

from aiochatwoot import AuthenticationError, Chatwoot, ChatwootError, models
from aiochatwoot.webhooks import WebhookReceiver

ANSWERS = {
    "parcel": "Your parcel is on its way. You get a message when it arrives.",
    "opening hours": "We are here from Monday to Friday, 9 to 17 o'clock.",
}
HANDOFF = "I pass this on to a colleague, who answers you here."
RETRY_AFTER = 30.0  # seconds
logger = logging.getLogger("bot")


def answer_to(text: str) -> str | None:
    """Return the bot's reply to a text; None if a person should reply."""
    return next((answer for word, answer in ANSWERS.items() if word in text.lower()), None)


async def reply(chatwoot: Chatwoot, event: models.MessageCreated) -> None:
    """Reply to a customer, or hand the conversation over to people."""
    conversation, account_id = event.conversation, event.account.id
    if event.message_type is not models.MessageType.INCOMING:
        return
    if conversation.status is not models.ConversationStatus.PENDING:  # it was already handed over
        return
    answer = answer_to(event.content or "")
    text = answer or HANDOFF
    try:
        await chatwoot.messages.create(conversation.id, content=text, account_id=account_id)
    except ChatwootError as error:
        # The reply may have arrived, and must not be sent twice: hand over to a person.
        logger.warning("conversation %s is handed over: %s", conversation.id, error)
        answer = None
    if answer is None:
        number = conversation.id
        await chatwoot.conversations.set_status(number, status="open", account_id=account_id)


async def retry_failed(receiver: WebhookReceiver) -> None:
    """Periodically pass events whose handler failed to it again."""
    while True:
        await asyncio.sleep(RETRY_AFTER)
        await receiver.retry()


def make_app(chatwoot: Chatwoot, secret: str) -> FastAPI:
    """Create the web application; the client and the receiver live as long as it does."""
    receiver = WebhookReceiver(secret, handoff_aware=True)

    # The receiver runs it in the background: Chatwoot waits 5 seconds for a response.
    @receiver.on("message_created")
    async def on_message(event: models.MessageCreated) -> None:
        await reply(chatwoot, event)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        # On shutdown, the receiver finishes its events before the client is closed.
        async with chatwoot, receiver:
            retrying = asyncio.create_task(retry_failed(receiver))
            yield
            retrying.cancel()

    webhook = Route("/webhook", receiver.asgi, methods=["POST"])
    return FastAPI(lifespan=lifespan, openapi_url=None, routes=[webhook])


async def check_token() -> None:
    """Report a wrong token at startup, not when the first customer writes."""
    try:
        async with Chatwoot() as chatwoot:
            await chatwoot.profile.get()
    except AuthenticationError as error:
        # A bot has no profile; this response shows that the token is a bot's.
        if "not authorized for bots" not in error.message:
            raise


def main() -> int:
    secret, port = os.environ.get("BOT_SECRET", ""), int(os.environ.get("PORT", "8000"))
    if not secret:
        print("BOT_SECRET: is not set", file=sys.stderr)
        return 1
    try:
        asyncio.run(check_token())
        app = make_app(Chatwoot(), secret)
    except ChatwootError as error:
        print(error, file=sys.stderr)
        return 1
    uvicorn.run(app, host="127.0.0.1", port=port, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
