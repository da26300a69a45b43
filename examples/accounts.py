"""Counts the open conversations of each account of the token, over one pool of connections.

CHATWOOT_BASE_URL=... CHATWOOT_API_ACCESS_TOKEN=... python examples/accounts.py
"""

from __future__ import annotations

import asyncio
import os
import sys

from aiochatwoot import Chatwoot, ChatwootError


async def main() -> int:
    failed = False
    try:
        async with Chatwoot() as chatwoot:
            profile = await chatwoot.profile.get()
            names = {account.id: account.name for account in profile.accounts}

            async def count(account_id: int) -> int:
                of_account = chatwoot.with_options(account_id=account_id)
                return (await of_account.conversations.counts(status="open")).all_count

            async for outcome in chatwoot.map(count, names):
                # An account that cannot be read does not hide the others.
                failed = failed or outcome.error is not None
                shown = outcome.value if outcome.error is None else outcome.error
                print(f"{outcome.item:>6}  {names[outcome.item]:30}  {shown}")
    except ChatwootError as error:
        print(error, file=sys.stderr)
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        status = asyncio.run(main())
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has read enough
        os._exit(1)  # without Python's flush at exit, which would fail again
    sys.exit(status)
