"""The client of a command, and its errors."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import IO, Any, TypeVar

import attrs
import click

from .. import Chatwoot, ChatwootError, DriftHook, SettingsError
from .._extras import missing_extra
from .text import one_line

T = TypeVar("T")
# Settings by their options, for error messages.
_AS_OPTIONS = (
    ("pass token=... or ", ""),
    ("pass base_url=...", "pass --base-url"),
    ("pass account_id=...", "pass --account-id"),
    ("say allow_http=True", "say --allow-http"),
)


class Failure(click.ClickException):
    """An error that ends the command: one line on stderr."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))  # parts of the message may come from the server

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"aiochatwoot: {self.message}", file=file, err=True)


class WrongSettings(Failure):
    """A setting is missing or wrong; exit status 2."""

    exit_code = 2


def _failure(error: ChatwootError) -> Failure:
    message = str(error)
    if not isinstance(error, SettingsError):
        return Failure(message)
    for argument, option in _AS_OPTIONS:
        message = message.replace(argument, option)
    return WrongSettings(message)


@attrs.define
class Connection:
    """The server and account of a command, from the options before and after its name."""

    base_url: str | None = None
    account_id: int | None = None
    allow_http: bool = False
    demo: bool = False

    def ask(self, question: Callable[[Chatwoot], Awaitable[T]], on_drift: DriftHook | None = None, **options: Any) -> T:
        """Run a function with a client, in a new event loop, and return its result.

        Deviations from the contract go to `on_drift`. Without it they are ignored: users of the command cannot act on
        them.

        Args:
            question: An async function that takes the client.
            on_drift: Called with each deviation.
            options: Further arguments of `Chatwoot`.

        Raises:
            Failure: a request failed, or the demo server is not installed.
            WrongSettings: a setting is missing or wrong.
            click.UsageError: options contradict each other.
        """
        if self.demo and (self.base_url is not None or self.account_id is not None):
            raise click.UsageError("--demo brings its own server: leave out --base-url and --account-id")

        async def ask_and_close(chatwoot: Chatwoot) -> T:
            async with chatwoot:
                return await question(chatwoot)

        try:
            with self._client(on_drift, options) as chatwoot:
                return asyncio.run(ask_and_close(chatwoot))
        except ChatwootError as error:
            raise _failure(error) from error

    @contextmanager
    def _client(self, on_drift: DriftHook | None, options: Mapping[str, Any]) -> Generator[Chatwoot]:
        make: Callable[..., Chatwoot] = partial(
            Chatwoot, drift="report" if on_drift else "ignore", on_drift=on_drift, **options
        )
        if not self.demo:
            yield make(self.base_url, account_id=self.account_id, allow_http=self.allow_http)
            return
        try:
            from ..testing import FakeChatwoot
        except ImportError:
            raise Failure(missing_extra("--demo", "testing")) from None
        with FakeChatwoot() as server:
            yield make(server.base_url, token=server.token, account_id=server.account_id)
