"""Lists the customers who wait for a reply, and for how long.

The settings are CHATWOOT_BASE_URL, CHATWOOT_API_ACCESS_TOKEN and CHATWOOT_ACCOUNT_ID:

python examples/waiting.py
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta

from aiochatwoot import Chatwoot, ChatwootError, models


def describe(conversation: models.Conversation, now: datetime) -> str:
    since = conversation.waiting_since
    waited = timedelta(0) if since is None else now - since
    assignee = conversation.meta.assignee
    name = "nobody" if assignee is None else assignee.name
    priority = conversation.priority.value if conversation.priority is not None else "-"
    customer = conversation.meta.sender.name
    return f"{conversation.id:>6}  {waited.days:>4} d  {priority:8}  {name:20}  {customer}"


async def main() -> int:
    try:
        async with Chatwoot() as chatwoot:
            now = datetime.now(UTC)
            waiting = chatwoot.conversations.iter(
                status="open", sort_by="waiting_since_asc", limit=20
            )
            async for conversation in waiting:
                if conversation.waiting_since is not None:
                    print(describe(conversation, now))
    except ChatwootError as error:
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
