"""Tools for AI agents, as a server of the Model Context Protocol; needs the extra ``[mcp]``.

    async with Chatwoot(...) as chatwoot:
        await serve(chatwoot)  # over stdin and stdout, until the client closes them

The command `aiochatwoot mcp` does the same. The tools are tasks (read a conversation, find a customer's history, draft
a reply), not endpoints, and their descriptions take less than 3,000 tokens. They only read, unless `allow_writes`
allows changes and, separately, `allow_customer_messages` allows messages to customers. Every result marks text by
customers and agents as data.
"""

from __future__ import annotations

from importlib import import_module

from .._extras import missing_extra

try:
    import_module("mcp")
except ImportError:
    raise ImportError(missing_extra("aiochatwoot.agents", "mcp")) from None

from ._server import make_server, serve

__all__ = ["make_server", "serve"]
