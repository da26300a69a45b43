"""The access token: added to each request to the server, and to no other request.

Chatwoot reads the header ``api_access_token``. nginx, in front of many servers, drops headers with underscores unless
told not to; Rails reads ``Api-Access-Token`` as the same header. Sending both at once is not safe with every server,
so the second name is used from the moment that a server says that no token arrived.
"""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import AsyncGenerator

import httpx

from .._urls import origin
from ..errors import SettingsError
from ..settings import Secret
from .call import MAX_REDIRECTS, can_be_sent_again

logger = logging.getLogger("aiochatwoot")
_HEADER = "api_access_token"
_HEADER_BEHIND_PROXY = "Api-Access-Token"
_REDACTED = "[secret]"


class TokenAuth(httpx.Auth):
    """An httpx auth flow that carries the token to one origin (scheme, host and port, RFC 6454).

    It also follows redirects, since httpx would take the token along to wherever they lead: only GET and HEAD, and
    only within the origin.

    Attributes:
        latest: The token that was sent last, for whoever has to keep it out of an error.
    """

    def __init__(self, token: Secret, base_url: httpx.URL) -> None:
        self._token = token
        self._origin = origin(base_url)
        self._header = _HEADER
        self.latest = token

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        if origin(request.url) != self._origin:
            yield request
            return
        sent: list[httpx.Request] = []
        try:
            for _ in range(MAX_REDIRECTS + 1):
                secret = self.latest = await self._current()
                header = self._header  # another request may change it while this one is on its way
                sent.append(request)
                request.headers[header] = secret.reveal()
                response = yield request
                may_try = header == _HEADER and can_be_sent_again(request)
                if may_try and await no_token_arrived(response):
                    del request.headers[header]
                    request.headers[_HEADER_BEHIND_PROXY] = secret.reveal()
                    response = yield request
                    if not await no_token_arrived(response):
                        self._remember()
                following = response.next_request
                if following is None:
                    return
                for name in (_HEADER, _HEADER_BEHIND_PROXY):  # httpx copied them
                    following.headers.pop(name, None)
                if request.method not in ("GET", "HEAD") or origin(following.url) != self._origin:
                    return
                request = following
        finally:
            # Whatever keeps the request from here on (an error, a response, a log) does not keep the token.
            for each in sent:
                _redact(each)

    async def _current(self) -> Secret:
        """The token for this request.

        Raises:
            SettingsError: a function gave none that can be sent.
        """
        if self._token.is_text:
            return self._token
        source = self._token.reveal()
        if source is None:
            raise SettingsError("token: is not set; it does not travel in a pickle")
        secret = Secret(source())
        if inspect.isawaitable(secret.reveal()):
            secret = Secret(await secret.reveal())
        problem = secret.problem() if secret.is_text else "is no text"
        if problem is not None:
            raise SettingsError(f"token: what the function gave {problem}")
        return secret

    def _remember(self) -> None:
        if self._header == _HEADER:
            self._header = _HEADER_BEHIND_PROXY
            logger.warning(
                "The server did not get the header api_access_token (a proxy such as nginx drops headers with "
                "underscores); from now on this client sends Api-Access-Token."
            )


async def no_token_arrived(response: httpx.Response) -> bool:
    """Whether this is the 401 with which Chatwoot asks for a sign-in.

    A wrong token is answered with ``{"error": "..."}``; only this answer has ``errors``, a list of sentences. The
    sentences are in the language of the account.
    """
    if response.status_code != 401:
        return False
    await response.aread()
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return False
    errors = body.get("errors") if isinstance(body, dict) else None
    return isinstance(errors, list) and all(isinstance(each, str) for each in errors)


def _redact(request: httpx.Request) -> None:
    for name in (_HEADER, _HEADER_BEHIND_PROXY):
        if name in request.headers:
            request.headers[name] = _REDACTED
