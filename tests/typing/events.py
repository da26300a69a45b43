"""Events over `/cable`, and their types for consumers."""

from __future__ import annotations

import datetime as dt
from typing import assert_type

from aiochatwoot import Chatwoot, models
from aiochatwoot.realtime import Realtime, RealtimeEvent, realtime
from aiochatwoot.webhooks import SqliteStore, UnknownEvent


async def consumer(chatwoot: Chatwoot, store: SqliteStore) -> None:
    """The name of an event narrows to a model, with the types of the API."""
    assert_type(realtime(chatwoot), Realtime)
    async with realtime(chatwoot, store=store, presence=True) as events:
        async for event in events:
            assert_type(event, RealtimeEvent)
            match event:
                case models.RealtimeMessageCreated():
                    assert_type(event.event, str)
                    assert_type(event.data.message_type, models.MessageType)
                    assert_type(event.data.created_at, dt.datetime)
                    assert_type(event.data.performer, models.MessageUser | models.MessageAgentBot | None)
                case models.RealtimePresenceUpdate():
                    assert_type(event.data.users, dict[str, models.Availability])
                case models.MessageCreated():  # recovered
                    assert_type(event.conversation.id, int)
                case UnknownEvent():
                    print(event.event, event.to_dict())
                case _:
                    print(event.event, event.to_dict())
