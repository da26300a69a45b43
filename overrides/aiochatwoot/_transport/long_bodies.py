"""Decodes long bodies in slices, and yields to the event loop between them."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from .._wire.deviations import Findings
from .._wire.operation import Operation, read_answer, without_collection
from .call import CallContext

T = TypeVar("T")


async def read_in_slices(
    operation: Operation[T], content: bytes, found: Findings, call: CallContext, turn: asyncio.Lock
) -> T:
    """Decode a body as `read_answer` does, in slices. Only one long body is decoded at a time, for one slice.

    Raises:
        DecodeError: see `read_answer`.
        RequestTimeoutError: the deadline of a GET passed. Other methods were executed, so their response is decoded.
    """
    # Release the lock only after the event loop ran: with many bodies, each iteration decodes one slice.
    try:
        async with turn:
            result = read_answer(operation, content, found)
            await asyncio.sleep(0)
        call.check_in_time(len(content))
        while not found.is_complete:
            async with turn:
                without_collection(found.go_on)
                await asyncio.sleep(0)
            call.check_in_time(len(content))
        return result
    finally:
        found.forget()
