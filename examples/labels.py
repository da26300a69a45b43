"""A webhook receiver on aiohttp's server that labels conversations by words in customers' messages.

CHATWOOT_BASE_URL=... CHATWOOT_API_ACCESS_TOKEN=... CHATWOOT_ACCOUNT_ID=... WEBHOOK_SECRET=... \
    python examples/labels.py

In Chatwoot, add a webhook for `message_created` with the URL https://this-host/webhook; its page
shows the secret. Messages that customers write while this program is down are labelled at its next
start: the file STORE remembers the handled ones.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncGenerator

from aiohttp import web

from aiochatwoot import Chatwoot, ChatwootError, models
from aiochatwoot.webhooks import CatchUp, SqliteStore, WebhookReceiver

LABELS = {"invoice": "billing", "broken": "returns", "parcel": "delivery"}


async def add_labels(chatwoot: Chatwoot, event: models.MessageCreated) -> None:
    """Add the labels for words in a customer's message to its conversation."""
    if event.message_type is not models.MessageType.INCOMING:
        return
    text, number = (event.content or "").lower(), event.conversation.id
    labels = [label for word, label in LABELS.items() if word in text]
    if labels:
        await chatwoot.conversations.add_labels(number, labels, account_id=event.account.id)


def make_app(secret: str, store: SqliteStore) -> web.Application:
    """Create the web application; the client and the receiver live as long as it does."""
    chatwoot = Chatwoot()
    receiver = WebhookReceiver(secret, store=store, catch_up=CatchUp(chatwoot))

    @receiver.on("message_created")
    async def on_message(event: models.MessageCreated) -> None:
        await add_labels(chatwoot, event)

    async def webhook(request: web.Request) -> web.Response:
        return web.Response(status=await receiver.handle(request.headers, await request.read()))

    async def lifespan(app: web.Application) -> AsyncGenerator[None]:
        async with chatwoot, receiver:  # a wrong token is reported now
            yield

    app = web.Application(client_max_size=10 * 2**20)  # aiohttp's default is less than an event
    app.cleanup_ctx.append(lifespan)
    app.router.add_post("/webhook", webhook)
    return app


def main() -> int:
    secret, port = os.environ.get("WEBHOOK_SECRET", ""), int(os.environ.get("PORT", "8000"))
    if not secret:
        print("WEBHOOK_SECRET: is not set", file=sys.stderr)
        return 1
    try:
        with SqliteStore(os.environ.get("STORE", "labels.sqlite")) as store:
            web.run_app(make_app(secret, store), host="127.0.0.1", port=port, access_log=None)
    except ChatwootError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
