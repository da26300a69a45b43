"""Downloads the files of messages; only requests to the server itself carry the token.

``data_url`` is a URL on the server that redirects to its storage (S3 and the like), or, for cards and embeds, any
third-party URL. Neither the storage nor a third party may see the access token.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import TYPE_CHECKING

from .._core import Core
from .._texts import one_line
from .._transport.call import CallContext
from .._transport.downloads import LARGEST_FILE, Download, not_followed, open_download
from .._transport.messages import Response
from .._transport.reach import Reach
from .._transport.retry_rules import is_redirect
from .._urls import BadUrl, Url, join_url, without_query
from ..errors import ChatwootError, InvalidRequestError
from ..hooks import check_hook

if TYPE_CHECKING:
    from ..generated.models import Attachment


class Attachments:
    """The files of messages."""

    __slots__ = ("_client", "_reach")

    def __init__(self, client: Core) -> None:
        self._client = client
        self._reach = Reach(client.session.base, client.settings.allow_hosts)

    def download(
        self,
        attachment: Attachment | str,
        *,
        max_bytes: int = LARGEST_FILE,
        allow: Callable[[str], bool] | None = None,
    ) -> AbstractAsyncContextManager[Download]:
        """Fetch the file of an attachment, as a stream.

        ``async with chatwoot.attachments.download(attachment) as file: content = await file.read()``

        The client's deadline covers the whole download: give large files more, with
        ``chatwoot.with_options(deadline=600).attachments.download(...)``. A failure before the first byte is
        retried like any GET; a failure after it is not.

        The server or the author of the message chose the URL. To keep it from reaching into your private network, the
        client fetches files only from public addresses and from the server itself. It connects to private addresses
        (such as 10.0.0.0/8) only if the server has one, too, or if the host is in the client's ``allow_hosts=``; to
        loopback and link-local addresses (this machine, metadata services of clouds) only if the server has one. It
        checks the address of the connection, or the host name if a proxy connects. It uses plain http only if the
        server does, or with ``allow_http=True``. All of this also applies to the target of each redirect.

        Args:
            attachment: An attachment with a ``data_url``, or such a URL; a relative one is resolved against the
                server's.
            max_bytes: Maximum size of the file in bytes.
            allow: A function that is called with each URL before it is fetched, including redirects, and returns
                whether to fetch it. An exception that it raises ends the download.

        Raises:
            InvalidRequestError: the attachment has no URL, or its URL or the target of a redirect is not allowed.
            ResponseTooLargeError: the file is larger than `max_bytes`.
            ApiStatusError: the server or its storage returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response, or it was cut short.
            DecodeError: there were too many redirects, or the response is only a part of the file.
        """
        check_hook("allow", allow, InvalidRequestError)
        core = self._client
        check = partial(self._check, allow)
        url = self._checked(attachment if isinstance(attachment, str) else getattr(attachment, "data_url", None))
        check(url)
        call = core.new_call("GET", url, None, follow=check, check_address=self._reach.check)
        return open_download(core.session, call, core.download(url), max_bytes, partial(_refusal, core))

    def _checked(self, url: object) -> Url:
        """Validate a URL received from a server."""
        if not isinstance(url, str) or not url:
            raise InvalidRequestError("attachment: has no data_url")
        try:
            return join_url(self._client.session.base.below("/"), url)
        except BadUrl as error:
            raise InvalidRequestError(f"attachment: its URL is not fetched: {error}") from None

    def _check(self, allow: Callable[[str], bool] | None, url: Url) -> None:
        """Reject attachment and redirect URLs that must not be fetched: plain http only if the server uses it."""
        core = self._client
        shown = one_line(without_query(url))
        may_be_http = core.settings.allow_http or core.session.base.origin[0] == "http"
        if url.origin[0] == "http" and not may_be_http:
            raise InvalidRequestError(
                f"attachment: {shown!r} is not fetched; it is not https (allow_http=True allows it)"
            )
        if allow is not None and not allow(url.text):
            raise InvalidRequestError(f"attachment: {shown!r} is not fetched; allow= refused it")


def _refusal(core: Core, call: CallContext, response: Response) -> ChatwootError | None:
    if is_redirect(response):
        return call.complete(not_followed(response))
    return None if response.is_success else core.status_error(call, response)
