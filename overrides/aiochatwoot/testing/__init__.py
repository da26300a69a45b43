"""A Chatwoot server for tests: on a real port of this machine, with the answers of a real one.

    with FakeChatwoot() as server:
        conversation = server.account.add_conversation()
        server.account.add_message(conversation, "Where is my parcel?")
        ...  # talk to server.base_url with server.token, then look at server.requests

It shares no code with the client, so that it can be its referee.
"""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("starlette") is None or find_spec("uvicorn") is None:
    raise ImportError('aiochatwoot.testing needs the extra "testing": pip install "aiochatwoot[testing]"')

from .account import Account, Installation
from .front import RecordedRequest
from .records import (
    Agent,
    AgentBot,
    Attachment,
    Contact,
    Conversation,
    Inbox,
    Message,
    Team,
)
from .server import FakeChatwoot

__all__ = [
    "Account",
    "Agent",
    "AgentBot",
    "Attachment",
    "Contact",
    "Conversation",
    "FakeChatwoot",
    "Inbox",
    "Installation",
    "Message",
    "RecordedRequest",
    "Team",
]
