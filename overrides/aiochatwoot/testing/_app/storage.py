"""Stored files: uploads before a message or a contact uses them, and links that redirect, as in Active Storage."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from .._json.storage_links import ROOT, file_link, number_in, signed
from .._state.account import Installation
from .._state.clock import Json, iso
from .._state.records import Uploaded
from .._state.refusals import missing, not_found, refused
from .._state.values import blank, to_integer
from .call import AccountRouter, Call
from .routing import Empty, Route, Router

_SHOWN = re.compile(r"(image|video)/")
_VALID = dt.timedelta(minutes=5)
router = AccountRouter()


@router("POST /upload")
def _upload(call: Call) -> Json:
    """Upload an image or a video. An `external_url` is refused, since the fake server does not fetch it."""
    given = call.given.get("attachment")
    if not isinstance(given, Uploaded) and blank(call.given.get("external_url")):
        raise refused("No file or URL provided")
    if not isinstance(given, Uploaded) or not _SHOWN.match(given.content_type):
        raise refused("File type not supported (only images and videos are allowed)")
    blob = f"blob {_stored(call, given)}"
    return {"file_url": file_link(call.bodies.base_url, blob, given.name), "blob_id": signed(blob)}


@router("POST /conversations/{conversation_id}/direct_uploads")
def _direct_upload(call: Call) -> Json:
    """Announce a file; respond with the URL to which to send it."""
    given, conversation = call.given.get("blob"), call.conversation
    if not isinstance(given, dict):
        raise missing("blob")
    name, content_type, checksum = (str(given.get(name)) for name in ("filename", "content_type", "checksum"))
    size = to_integer(given.get("byte_size"))
    number = _stored(call, Uploaded(name, content_type, size, checksum=checksum, until=call.now + _VALID))
    return {
        "id": number,
        "key": f"key{number}of{conversation.id}",
        "filename": name,
        "content_type": content_type,
        "metadata": {},
        "byte_size": size,
        "checksum": checksum,
        "created_at": iso(call.now),
        "service_name": "local",
        "attachable_sgid": signed(f"attachable {number}"),
        "signed_id": signed(f"blob {number}"),
        "direct_upload": {
            "url": f"{call.bodies.base_url}{ROOT}/disk/{signed(f'upload {number}')}",
            "headers": {"Content-Type": content_type},
        },
    }


def _stored(call: Call, file: Uploaded) -> int:
    installation = call.account.installation
    number = installation.next_id("attachment")
    installation.uploads[number] = file
    return number


@dataclass(frozen=True)
class Arrival:
    """A request that sends an announced file."""

    request: Request
    file: Uploaded


def _open_upload(installation: Installation, request: Request, _: Json, __: Route[Arrival]) -> Arrival:
    file = installation.uploads.get(number_in(request.path_params["token"], "upload"))
    if file is None or file.until is None or installation.now() > file.until:
        raise not_found()
    return Arrival(request, file)


uploads_router = Router(ROOT, _open_upload)


@uploads_router("PUT /disk/{token}")
def _receive(arrival: Arrival) -> Empty:
    """Store an announced file, if it has the announced media type, size and checksum."""
    file, content, sent_type = arrival.file, arrival.request.state.body, arrival.request.headers.get("content-type", "")
    checksum = base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
    sent = (sent_type.partition(";")[0].strip().lower(), len(content), checksum)
    if sent != (file.content_type, file.size, file.checksum):
        return Empty(422)
    file.content = content
    return Empty(204)


@dataclass(frozen=True)
class StoredFile:
    """A request for a stored file."""

    request: Request
    content: bytes
    content_type: str


def _open(installation: Installation, request: Request, _: Json, __: Route[StoredFile]) -> StoredFile:
    wanted = number_in(request.path_params["blob"], "blob")
    upload = installation.uploads.get(wanted)
    if upload is not None and upload.content is not None:
        return StoredFile(request, upload.content, upload.content_type)
    for account in installation.accounts.values():
        for conversation in account.conversations.values():
            for message in conversation.messages:
                for each in message.attachments:
                    if each.id == wanted and each.stored is not None:
                        return StoredFile(request, each.stored, each.media_type)
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
    return Response(file.content, headers={"content-type": file.content_type})
