"""Tells a chat room of customers who wait too long. To be run again and again, by cron, say.

CHATWOOT_BASE_URL=... CHATWOOT_API_ACCESS_TOKEN=... CHATWOOT_ACCOUNT_ID=... python examples/alert.py --minutes 30

With ALERT_URL, an incoming webhook of Slack, Mattermost or Rocket.Chat, the alert goes there, too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx

from aiochatwoot import Chatwoot, ChatwootError


async def waiting(chatwoot: Chatwoot, longer_than: timedelta, every: timedelta | None) -> AsyncIterator[str]:
    """A line for each conversation whose customer waits longer than that; with `every`, only since the last time."""
    now = datetime.now(UTC)
    async for conversation in chatwoot.conversations.iter(status="open", sort_by="waiting_since_asc"):
        since = conversation.waiting_since  # an aware datetime; None where nobody waits
        if since is None or now - since < longer_than:
            continue
        if every is None or now - since < longer_than + every:
            url = f"{chatwoot.settings.base_url}/app/accounts/{conversation.account_id}/conversations/{conversation.id}"
            yield f"{conversation.meta.sender.name or 'A customer'} waits since {since:%Y-%m-%d %H:%M} UTC: {url}"


async def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30, help="who waits longer than that")
    parser.add_argument("--every", type=float, help="minutes between two runs: who was told of is not told of again")
    options = parser.parse_args()
    every = None if options.every is None else timedelta(minutes=options.every)
    try:
        async with Chatwoot() as chatwoot:
            lines = [line async for line in waiting(chatwoot, timedelta(minutes=options.minutes), every)]
        for line in lines:
            print(line)
        url = os.environ.get("ALERT_URL")
        if lines and url:
            async with httpx.AsyncClient(timeout=10) as http:
                (await http.post(url, json={"text": "\n".join(lines)})).raise_for_status()
    except (ChatwootError, httpx.HTTPError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
