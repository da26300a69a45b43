"""Stored files: uploads before a message or an article uses them, and links that redirect, as in Active Storage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from .._json.storage_links import ROOT, blob_number, file_link
from .._state.account import Installation
from .._state.clock import Json, iso
from .._state.records import Attachment
from .._state.refusals import missing, not_found, refused
from .._state.values import blank, to_integer
from .call import AccountRouter, Call
from .routing import Route, Router, Uploaded

_SHOWN = re.compile(r"(image|video)/")
router = AccountRouter()


@router("POST /upload")
def _upload(call: Call) -> Json:
    """Upload an image or a video. An `external_url` is refused, since the fake server does not fetch it."""
    given = call.given.get("attachment")
    if not isinstance(given, Uploaded) and blank(call.given.get("external_url")):
        raise refused("No file or URL provided")
    if not isinstance(given, Uploaded) or not _SHOWN.match(given.content_type):
        raise refused("File type not supported (only images and videos are allowed)")
    link = file_link(call.account.installation.base_url, f"blob {_next(call)}", given.name)
    return {"file_url": link, "blob_id": link.split("/")[-2]}


@router("POST /conversations/{conversation_id}/direct_uploads")
def _direct_upload(call: Call) -> Json:
    """Respond with the target of a direct upload, which the fake server does not serve."""
    given, conversation = call.given.get("blob"), call.conversation
    if not isinstance(given, dict):
        raise missing("blob")
    number, base_url = _next(call), call.account.installation.base_url
    texts = {name: str(given.get(name)) for name in ("filename", "content_type", "checksum")}
    signed = file_link(base_url, f"blob {number}", texts["filename"]).split("/")[-2]
    return {
        "id": number,
        "key": f"key{number}of{conversation.id}",
        "filename": texts["filename"],
        "content_type": texts["content_type"],
        "metadata": {},
        "byte_size": to_integer(given.get("byte_size")),
        "checksum": texts["checksum"],
        "created_at": iso(call.now),
        "service_name": "local",
        "attachable_sgid": signed,
        "signed_id": signed,
        "direct_upload": {
            "url": f"{base_url}{ROOT}/disk/{signed}",
            "headers": {"Content-Type": texts["content_type"]},
        },
    }


def _next(call: Call) -> int:
    return call.account.installation.next_id("attachment")


@dataclass(frozen=True)
class StoredFile:
    """A request for the file of an attachment."""

    request: Request
    attachment: Attachment


def _open(installation: Installation, request: Request, _: Json, __: Route[StoredFile]) -> StoredFile:
    wanted = blob_number(request.path_params["blob"])
    for account in installation.accounts.values():
        for conversation in account.conversations.values():
            for message in conversation.messages:
                for each in message.attachments:
                    if each.id == wanted:
                        return StoredFile(request, each)
    raise not_found()


files_router = Router(ROOT, _open)


@files_router("GET /blobs/redirect/{blob}/{name}")
def _redirect(file: StoredFile) -> Response:
    """Redirect the link in `data_url` to the file."""
    blob, name = file.request.path_params["blob"], file.request.path_params["name"]
    return RedirectResponse(f"{ROOT}/disk/{blob}/{quote(name)}", 302)


@files_router("GET /disk/{blob}/{name}")
def _file(file: StoredFile) -> Response:
    """Respond with the uploaded bytes, or with zero bytes of the file's size."""
    found = file.attachment
    content = bytes(found.file_size) if found.content is None else found.content
    return Response(content, headers={"content-type": found.media_type})
