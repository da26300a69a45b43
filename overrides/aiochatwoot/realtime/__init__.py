"""An account's live events over Chatwoot's WebSocket; needs the extra ``[realtime]``.

    async with realtime(chatwoot) as events:
        async for event in events:
            match event:
                case models.RealtimeMessageCreated():
                    print(event.data.content)

It replaces a lost connection, and fetches the events missed meanwhile from the API.
"""

from ._events import RealtimeEvent
from ._stream import Realtime, realtime

__all__ = ["Realtime", "RealtimeEvent", "realtime"]
