"""The token: its value, its header, and its redaction from messages and logs.

Chatwoot reads the header ``api_access_token``. nginx, in front of many servers, drops headers with underscores unless
configured otherwise; Rails reads ``Api-Access-Token`` as the same header. Not every server accepts both together, so
the client uses the second name only after a server reports that no token arrived.
"""

from __future__ import annotations

import base64
import hashlib
import inspect
import itertools
import json
import logging
import re
from collections.abc import Callable
from urllib.parse import quote

from .._product import CHATWOOT, Auth
from .._texts import Hidden, one_line
from ..errors import ChatwootError, ResponseRecord, SettingsError
from ..settings import Secret, token_problem
from .messages import Response

logger = logging.getLogger("aiochatwoot")

REDACTED = "[secret]"
_KEPT = 16
_LONGEST_WORD = 8
_functions = itertools.count(1)


class TokenSource:
    """The token of a client, and its earlier values.

    Args:
        token: The token, or a function that returns it.
        shortest: Minimum number of characters of a token.
        auth: How the token is sent; None for an API without a token.

    Attributes:
        header: The header that carries it; None if there is none.
        behind_proxy: The alternative name of that header; None if there is none.
        identity: Identifies the token for rate limits by token: a hash, or a number if a function returns the token.
    """

    def __init__(self, token: Secret, shortest: int = 1, auth: Auth | None = CHATWOOT.auth) -> None:
        self._auth = auth
        self.header = None if auth is None else auth.header
        self.behind_proxy = None if auth is None else auth.behind_proxy
        self._token = token
        self._shortest = shortest
        self._given: list[Secret] = [token] if token.is_text else []
        self._shown = self._forms(token) if token.is_text else []
        self.identity = (
            hashlib.sha256(token.reveal().encode()).hexdigest()[:16] if token.is_text else str(next(_functions))
        )

    async def current(self) -> Secret:
        """Return the token for an attempt; a token function is called each time.

        Raises:
            SettingsError: the function raised, or returned no token that can be sent.
        """
        if self._token.is_text:
            return self._token
        source = self._token.reveal()
        if source is None:
            raise SettingsError("token: is not set; pickles do not contain it")
        try:
            secret = Secret(source())
            if inspect.isawaitable(secret.reveal()):
                secret = Secret(await secret.reveal())
        except ChatwootError:
            raise
        except Exception as error:
            text = self.redact(one_line(error))
            what = f"{type(error).__name__}: {text}" if text else type(error).__name__
            raise SettingsError(f"token: the function raised {what}") from error
        problem = token_problem(self._auth, secret, self._shortest) if secret.is_text else "is not text"
        if problem is not None:
            raise SettingsError(f"token: the function's return value {problem}")
        if not any(each.reveal() == secret.reveal() for each in self._given):
            self._given = [*self._given[1 - _KEPT :], secret]
            self._shown = [form for each in self._given for form in self._forms(each)]
        return secret

    def written(self, secret: Secret) -> str:
        """Return a token as the header carries it."""
        assert self._auth is not None, "there is no token"
        if self._auth.is_basic:
            return self._auth.prefix + _base64(secret.reveal())
        return self._auth.prefix + str(secret.reveal())

    def _forms(self, secret: Secret) -> list[Secret]:
        """Return the secret texts of a token: for a user and password also the encoded pair, and the password."""
        if self._auth is None or not self._auth.is_basic:
            return [secret]
        password = Secret(secret.reveal().partition(":")[2])
        forms = [secret, Secret(_base64(secret.reveal()))]
        return [*forms, password] if len(password.reveal()) >= _LONGEST_WORD else forms

    def arrives_as(self, header: str) -> None:
        """A server accepted the token in this header: later requests use it directly."""
        if header != self.header:
            logger.warning(
                "The server did not get the header %s (a proxy such as nginx drops headers with underscores); from now "
                "on this client sends %s.",
                self.header,
                header,
            )
            self.header = header

    def redact(self, text: str) -> str:
        """Return a text from a server with every sent token removed where it is a whole word."""
        for each in self._shown:
            if each.reveal() in text:
                text = re.sub(rf"(?<!\w){re.escape(each.reveal())}(?!\w)", REDACTED, text, flags=re.ASCII)
        return text

    def redact_bytes(self, content: bytes) -> bytes:
        """Redact bytes as `redact` does; a large body without a token is not copied."""
        if not any(each.reveal().encode() in content for each in self._shown):
            return content
        return self.redact(content.decode("latin-1")).encode("latin-1")  # latin-1 preserves every byte

    def record(self, response: Response) -> ResponseRecord:
        """Return a response for an error, without credentials of the user (a profile holds its token)."""
        headers = {name: self.redact(value) for name, value in response.headers.items() if name != "set-cookie"}
        return ResponseRecord(response.status, headers, self.redact_bytes(response.content))


def hiding(redact: Callable[[str], str], secrets: Hidden) -> Callable[[str], str]:
    """Extend `redact` so that it also replaces the secrets of one call, each by its replacement text.

    In a URL, secrets are percent-encoded.
    """
    hidden = [
        (Secret(rf"(?<!\w){re.escape(form)}(?!\w)"), name)
        for value, name in secrets
        for form in {value, quote(value, safe="")}
    ]

    def hide(text: str) -> str:
        text = redact(text)
        for pattern, name in hidden:
            text = re.sub(pattern.reveal(), name, text, flags=re.ASCII)
        return text

    return hide if hidden else redact


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def no_token_arrived(response: Response) -> bool:
    """Return whether this is the 401 with which Chatwoot asks for a sign-in.

    The response to a wrong token is ``{"error": "..."}``. Only the sign-in response has ``errors``, a list of
    sentences, in the language of the account.
    """
    if response.status != 401:
        return False
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return False
    errors = body.get("errors") if isinstance(body, dict) else None
    return isinstance(errors, list) and all(isinstance(each, str) for each in errors)
