"""Stored files of attachments, behind a link that redirects, as in Active Storage."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .._json.storage_links import ROOT, blob_number
from .._state.account import Installation
from .._state.records import Attachment
from .._state.refusals import not_found


def routes(installation: Installation) -> list[Route]:
    """The link in `data_url`, and its file: the uploaded bytes, or zero bytes of the same length."""

    def attachment(request: Request) -> Attachment:
        wanted = blob_number(request.path_params["blob"])
        with installation.lock:
            for account in installation.accounts.values():
                for conversation in account.conversations.values():
                    for message in conversation.messages:
                        for each in message.attachments:
                            if each.id == wanted:
                                return each
        raise not_found()

    async def redirect(request: Request) -> Response:
        attachment(request)
        blob, name = request.path_params["blob"], request.path_params["name"]
        return RedirectResponse(f"{ROOT}/disk/{blob}/{quote(name)}", 302)

    async def file(request: Request) -> Response:
        found = attachment(request)
        content = bytes(found.file_size) if found.content is None else found.content
        return Response(content, headers={"content-type": found.media_type})

    return [Route(f"{ROOT}/blobs/redirect/{{blob}}/{{name}}", redirect), Route(f"{ROOT}/disk/{{blob}}/{{name}}", file)]
