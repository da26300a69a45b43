"""Links to stored files in Active Storage's form: signed, and opaque to clients."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import quote

ROOT = "/rails/active_storage"


def file_link(base_url: str, blob: str, name: str) -> str:
    """Return a link that redirects to the stored file."""
    return f"{base_url}{ROOT}/blobs/redirect/{_signed(blob)}/{quote(name)}"


def picture_link(base_url: str, blob: str, name: str) -> str:
    """Return a link to a stored image's thumbnail, which the fake server does not serve."""
    return f"{base_url}{ROOT}/representations/redirect/{_signed(blob)}/{_signed('250x')}/{quote(name)}"


def blob_number(signed: str) -> int:
    """Return the number in a signed id such as ``base64("blob 12")--signature``; 0 if it has none."""
    text = signed.partition("--")[0]
    try:
        return int(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().removeprefix("blob "))
    except ValueError:
        return 0


def _signed(name: str) -> str:
    text = base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")
    return f"{text}--{hashlib.sha256(name.encode()).hexdigest()[:40]}"
