"""Files that callers store before a message or an article has them."""

from __future__ import annotations

import re

from .._json.storage_links import ROOT, file_link
from .._state.clock import Json, iso
from .._state.refusals import missing, refused
from .._state.values import blank, to_integer
from .call import AccountRouter, Call
from .routing import Uploaded

_SHOWN = re.compile(r"(image|video)/")
router = AccountRouter()


@router("POST /upload")
def _upload(call: Call) -> Json:
    """A picture or a video; an `external_url` is not fetched, so its file type is unknown."""
    given = call.given.get("attachment")
    if not isinstance(given, Uploaded):
        if blank(call.given.get("external_url")):
            raise refused("No file or URL provided")
        raise refused("File type not supported (only images and videos are allowed)")
    if not _SHOWN.match(given.content_type):
        raise refused("File type not supported (only images and videos are allowed)")
    link = file_link(call.account.installation.base_url, f"blob {_next(call)}", given.name)
    return {"file_url": link, "blob_id": link.split("/")[-2]}


@router("POST /conversations/{conversation_id}/direct_uploads")
def _direct_upload(call: Call) -> Json:
    """The upload target of a file. The storage accepts and discards it."""
    given, conversation = call.given.get("blob"), call.conversation
    if not isinstance(given, dict):
        raise missing("blob")
    number, base_url = _next(call), call.account.installation.base_url
    signed = file_link(base_url, f"blob {number}", str(given.get("filename"))).split("/")[-2]
    return {
        "id": number,
        "key": f"key{number}of{conversation.id}",
        "filename": str(given.get("filename")),
        "content_type": str(given.get("content_type")),
        "metadata": {},
        "byte_size": to_integer(given.get("byte_size")),
        "checksum": str(given.get("checksum")),
        "created_at": iso(call.now),
        "service_name": "local",
        "attachable_sgid": signed,
        "signed_id": signed,
        "direct_upload": {
            "url": f"{base_url}{ROOT}/disk/{signed}",
            "headers": {"Content-Type": str(given.get("content_type"))},
        },
    }


def _next(call: Call) -> int:
    return call.account.installation.next_id("attachment")
