"""Uses the client that was generated from the shop's contract."""

from __future__ import annotations

import asyncio
import os
import sys
from uuid import UUID

from bicycles import Client, errors


async def main() -> int:
    try:
        async with Client(token="bicycle-token") as client:
            bicycle = await client.bicycles.create(name="Dutch", price=599.0)
            print(bicycle.name, bicycle.kind, f"{bicycle.added_at:%Y}")
            raw = await client.with_raw_response(client.bicycles.list, kind="city")
            print(len(raw.value), "in stock, after", [each.outcome for each in raw.attempts])
            try:
                await client.bicycles.get(UUID(int=0))
            except errors.NotFoundError as error:
                print(error.message)
    except errors.ClientError as error:
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
