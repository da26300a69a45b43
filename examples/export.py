"""Writes every conversation with all messages to stdout, one JSON object a line.

The settings are CHATWOOT_BASE_URL, CHATWOOT_API_ACCESS_TOKEN and CHATWOOT_ACCOUNT_ID:

python examples/export.py > histories.jsonl
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator

from aiochatwoot import Chatwoot, ChatwootError


async def ids(chatwoot: Chatwoot) -> AsyncIterator[int]:
    async for conversation in chatwoot.conversations.iter(status="all"):
        yield conversation.id


async def main() -> int:
    done = failed = 0
    try:
        async with Chatwoot() as chatwoot:
            # Ten at a time, in order; no more than ten are in memory, however many there are.
            whole = chatwoot.map(chatwoot.conversations.get_whole, ids(chatwoot), limit=10)
            async for outcome in whole:
                if outcome.error is not None:
                    print(f"conversation {outcome.item}: {outcome.error}", file=sys.stderr)
                    failed += 1
                    continue
                # The JSON that the server sent, with keys that the contract does not have.
                print(json.dumps(outcome.result().to_dict(), ensure_ascii=False))
                done += 1
    except ChatwootError as error:
        print(error, file=sys.stderr)
        return 1
    if failed:
        print(f"{failed} of {done + failed} conversations are missing", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
