"""The command that serves tools to AI agents."""

from __future__ import annotations

import logging

import click

from ..client import Chatwoot
from .connection import Connection, Failure
from .usage import Command


@click.command("mcp", cls=Command)
@click.option("--allow-writes", is_flag=True, help="Also notes, assignees, labels, priority, snoozing, resolving.")
@click.option("--allow-customer-messages", is_flag=True, help="Also messages to customers.")
@click.pass_obj
def serve_agents(connection: Connection, allow_writes: bool, allow_customer_messages: bool) -> None:
    """Serve tools for AI agents, over stdin and stdout.

    The Model Context Protocol; needs the extra [mcp]. A program such as an editor or a chat starts this command. The
    tools only read, unless an option allows more.

    \b
    Examples:
      aiochatwoot mcp
      aiochatwoot mcp --allow-writes
      aiochatwoot mcp --demo --allow-writes --allow-customer-messages
    """
    try:
        from ..agents import serve
    except ImportError as error:
        raise Failure(str(error)) from None

    logging.getLogger("aiochatwoot.agents").addHandler(logging.StreamHandler())  # stdout has the protocol

    async def run(chatwoot: Chatwoot) -> None:
        await serve(chatwoot, allow_writes=allow_writes, allow_customer_messages=allow_customer_messages)

    try:
        connection.ask(run)
    except ExceptionGroup as group:  # the SDK writes in a task, and raises groups for a full disk or a closed pipe
        inner: Exception = group
        while isinstance(inner, ExceptionGroup):
            inner = inner.exceptions[0]
        raise inner from None
