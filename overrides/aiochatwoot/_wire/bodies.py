"""Request bodies of calls outside the contract: JSON, or forms with and without files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .._texts import quoted
from ..errors import InvalidRequestError
from .arguments import query_pairs
from .files import Upload, as_file
from .json import dump_json

if TYPE_CHECKING:
    from .multipart import Multipart

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def free_body(
    json: Any, form: Mapping[str, Any] | None, files: Mapping[str, Upload | Sequence[Upload]] | None
) -> tuple[bytes | Multipart | None, Mapping[str, str]]:
    """Encode the body of a request; return it with its headers. A form with files is multipart/form-data.

    Raises:
        InvalidRequestError: there are both JSON and a form; a value cannot be encoded; or a file cannot be read.
    """
    if form is None and files is None:
        return None if json is None else dump_json(json, "json"), {}
    if json is not None:
        raise InvalidRequestError("json: a body is either JSON or a form")
    fields = query_pairs("form", form or {})
    if files is None:
        try:
            return urlencode(fields).encode(), FORM
        except UnicodeEncodeError:
            raise InvalidRequestError("form: half of a surrogate pair cannot be sent") from None
    from .multipart import Multipart  # most forms have no files

    if not isinstance(files, Mapping):
        raise InvalidRequestError(f"files: expected a mapping of names and files, got {quoted(files, 40)}")
    found = [
        (str(name), as_file(f"files: {name}", each))
        for name, given in files.items()
        for each in (given if isinstance(given, list | tuple) else [given])
    ]
    return Multipart(fields, found), {}
