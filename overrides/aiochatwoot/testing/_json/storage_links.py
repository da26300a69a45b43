"""Links to stored files in Active Storage's form: signed, and opaque to clients."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import quote

ROOT = "/rails/active_storage"


def file_link(base_url: str, blob: str, name: str) -> str:
    """Return a link that redirects to the stored file."""
    return f"{base_url}{ROOT}/blobs/redirect/{signed(blob)}/{quote(name)}"


def picture_link(base_url: str, blob: str, name: str) -> str:
    """Return a link to a stored image's thumbnail, which the fake server does not serve."""
    return f"{base_url}{ROOT}/representations/redirect/{signed(blob)}/{signed('250x')}/{quote(name)}"


def signed(name: str) -> str:
    """Return a signed text, such as ``base64("blob 12")--signature``."""
    text = base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")
    return f"{text}--{hashlib.sha256(name.encode()).hexdigest()[:40]}"


def number_in(text: str, kind: str) -> int:
    """Return the number in a signed text of this kind, such as "blob"; 0 for any other text."""
    first = text.partition("--")[0]
    try:
        name = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode()
    except ValueError:
        return 0
    is_known = text == signed(name) and name.startswith(f"{kind} ")
    return int(name.removeprefix(f"{kind} ")) if is_known else 0
