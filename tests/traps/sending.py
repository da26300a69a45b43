"""The client's last request, and requests without its methods."""

from __future__ import annotations

import json
from typing import Any

from aiochatwoot import Chatwoot
from aiochatwoot.testing import FakeChatwoot


def sent(server: FakeChatwoot) -> Any:
    """Return the JSON of the newest request."""
    return json.loads(server.requests[-1].body)


async def bare(chatwoot: Chatwoot, path: str, body: Any) -> Any:
    """Send a request without the client's methods."""
    return await chatwoot.request(
        "POST", f"/api/v1/accounts/{chatwoot.settings.account_id}/conversations{path}", json=body
    )
