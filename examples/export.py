"""Every conversation with all of its messages, one JSON object a line, to the standard output.

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
    """How many windows failed."""
    failed = 0
    for window in await export.plan(chatwoot):
        try:
            # In no order; 20 are in memory at a time, however many there are.
            async for conversation, messages in export.read(chatwoot, window, concurrency=20):
                conversation.messages = messages
                # What the server sent, keys that the contract does not know included.
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
