"""Writes every conversation with all of its messages to stdout, one JSON object per line.

python examples/export.py > histories.jsonl, with CHATWOOT_BASE_URL, CHATWOOT_API_ACCESS_TOKEN and
CHATWOOT_ACCOUNT_ID in the environment
"""

from __future__ import annotations

import asyncio
import json
import os
import sys

from aiochatwoot import Chatwoot, ChatwootError, export


async def export_all(chatwoot: Chatwoot) -> int:
    """Export all windows; return the number of failed ones."""
    failed = 0
    for window in await export.plan(chatwoot):
        try:
            # In no order; at most 20 are in memory at a time.
            async for conversation, messages in export.read(chatwoot, window, concurrency=20):
                conversation.messages = messages
                # The server's JSON, including keys that the contract does not know.
                print(json.dumps(conversation.to_dict(), ensure_ascii=False))
        except ChatwootError as error:
            print(f"{window}: {error}", file=sys.stderr)
            failed += 1
    return failed


async def main() -> int:
    try:
        async with Chatwoot(deadline=None) as chatwoot:
            return 1 if await export_all(chatwoot) else 0
    except ChatwootError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    try:
        status = asyncio.run(main())
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has read enough
        os._exit(1)  # without Python's flush at exit, which would fail again
    sys.exit(status)
