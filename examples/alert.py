"""Reports customers who wait too long to a chat room. Run it repeatedly, with cron for example.

The settings are CHATWOOT_BASE_URL, CHATWOOT_API_ACCESS_TOKEN and CHATWOOT_ACCOUNT_ID:

python examples/alert.py --minutes 30

The alert also goes to ALERT_URL, an incoming webhook of Slack, Mattermost or Rocket.Chat.
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


async def alerts(
    chatwoot: Chatwoot, limit: timedelta, every: timedelta | None
) -> AsyncIterator[str]:
    """Yield a line for each customer who waits longer than the limit; with `every`, only new."""
    now = datetime.now(UTC)
    base_url = chatwoot.settings.base_url
    async for each in chatwoot.conversations.iter(status="open", sort_by="waiting_since_asc"):
        since = each.waiting_since  # an aware datetime; None if nobody waits
        if since is None or now - since < limit:
            continue
        if every is None or now - since < limit + every:
            name = each.meta.sender.name or "A customer"
            url = f"{base_url}/app/accounts/{each.account_id}/conversations/{each.id}"
            yield f"{name} waits since {since:%Y-%m-%d %H:%M} UTC: {url}"


async def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30, help="the longest wait that is fine")
    parser.add_argument(
        "--every", type=float, help="minutes between two runs; reports nobody twice"
    )
    options = parser.parse_args()
    limit = timedelta(minutes=options.minutes)
    every = None if options.every is None else timedelta(minutes=options.every)
    try:
        async with Chatwoot() as chatwoot:
            lines = [line async for line in alerts(chatwoot, limit, every)]
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
    try:
        status = asyncio.run(main())
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has read enough
        os._exit(1)  # without Python's flush at exit, which would fail again
    sys.exit(status)
