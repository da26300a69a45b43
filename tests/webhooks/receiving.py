"""A program that receives and catches up, for tests that kill it; it records when a handler starts and ends.

python receiving.py FOLDER BASE_URL TOKEN SECRET PORT
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import uvicorn

from aiochatwoot import Chatwoot, models
from aiochatwoot.webhooks import CatchUp, SqliteStore, WebhookReceiver


def main(folder: str, base_url: str, token: str, secret: str, port: str) -> None:
    journal = os.open(Path(folder) / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    chatwoot = Chatwoot(base_url, token=token, account_id=1, rate_limit=None)
    store = SqliteStore(Path(folder) / "seen.db")
    receiver = WebhookReceiver(secret, store=store, catch_up=CatchUp(chatwoot, every=5))

    @receiver.on("message_created")
    async def handle(event: models.MessageCreated) -> None:
        os.write(journal, b"start %d\n" % event.id)
        await asyncio.sleep(0)
        os.write(journal, b"end %d\n" % event.id)

    uvicorn.run(receiver.asgi, port=int(port), log_level="error", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
