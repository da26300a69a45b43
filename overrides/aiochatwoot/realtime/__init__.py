"""What happens in an account, as it happens: Chatwoot's WebSocket; needs the extra ``[realtime]``.

    async with realtime(chatwoot) as events:
        async for event in events:
            match event:
                case models.RealtimeMessageCreated():
                    print(event.data.content)

A connection that is lost is made again, and what was missed meanwhile is asked for by the API.
"""

from ._events import RealtimeEvent
from ._stream import Realtime, realtime

__all__ = ["Realtime", "RealtimeEvent", "realtime"]
