"""Where the files of attachments are: a link that redirects to them, as Active Storage has it."""

from __future__ import annotations

import base64
import mimetypes
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .._state.account import Installation
from .._state.records import Attachment
from .answers import not_found

_ROOT = "/rails/active_storage"


def routes(installation: Installation) -> list[Route]:
    """The link in `data_url`, and the file behind it: as it was uploaded, or as many zero bytes as it is long."""

    def attachment(request: Request) -> Attachment:
        with installation.lock:
            for account in installation.accounts.values():
                for conversation in account.conversations.values():
                    for message in conversation.messages:
                        for each in message.attachments:
                            if each.id == _number(request.path_params["blob"]):
                                return each
        raise not_found()

    async def redirect(request: Request) -> Response:
        attachment(request)
        blob, name = request.path_params["blob"], request.path_params["name"]
        return RedirectResponse(f"{_ROOT}/disk/{blob}/{quote(name)}", 302)

    async def file(request: Request) -> Response:
        found = attachment(request)
        kind = found.content_type or mimetypes.guess_type(found.file_name)[0] or "application/octet-stream"
        content = bytes(found.file_size) if found.content is None else found.content
        return Response(content, headers={"content-type": kind})

    return [
        Route(f"{_ROOT}/blobs/redirect/{{blob}}/{{name}}", redirect),
        Route(f"{_ROOT}/disk/{{blob}}/{{name}}", file),
    ]


def _number(blob: str) -> int:
    """The number in a signed id such as ``base64("blob 12")--signature``."""
    text = blob.partition("--")[0]
    try:
        return int(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().removeprefix("blob "))
    except ValueError:
        return 0
