"""The async Python client for Chatwoot's REST API.

    async with Chatwoot("https://app.chatwoot.com", token="...", account_id=1) as chatwoot:
        conversation = await chatwoot.conversations.get_whole(42)

Everything public is here; `models` has the classes of the contract.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import errors
from ._version import __version__
from .client import Chatwoot
from .concurrency import Outcome
from .declarations import UNSET, Unset
from .drift import Deviation, DriftHook
from .errors import (
    ApiStatusError,
    Attempt,
    AuthenticationError,
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    FieldError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    RequestRecord,
    RequestTimeoutError,
    ResponseRecord,
    ResponseTooLargeError,
    ServerError,
    SettingsError,
    TooManyMessagesError,
    UnprocessableError,
)
from .generated import models
from .observe import RequestDetails, RequestHook, ResponseDetails, ResponseHook, RetryDetails, RetryHook
from .retries import RetryPolicy
from .settings import Settings
from .timestamps import parse_timestamp
from .uploads import File, Progress, Upload

if TYPE_CHECKING:
    from .filters import ContactFilter, ConversationFilter

# Whoever wants to see retries and deviations says so; a library does not write to stderr of its own accord.
logging.getLogger("aiochatwoot").addHandler(logging.NullHandler())

__all__ = [
    "UNSET",
    "ApiStatusError",
    "Attempt",
    "AuthenticationError",
    "Chatwoot",
    "ChatwootError",
    "ClientStateError",
    "ConnectionFailedError",
    "ContactFilter",
    "ConversationFilter",
    "DecodeError",
    "Deviation",
    "DriftHook",
    "FieldError",
    "File",
    "InvalidRequestError",
    "NotFoundError",
    "Outcome",
    "PermissionDeniedError",
    "Progress",
    "RateLimitedError",
    "RequestDetails",
    "RequestHook",
    "RequestRecord",
    "RequestTimeoutError",
    "ResponseDetails",
    "ResponseHook",
    "ResponseRecord",
    "ResponseTooLargeError",
    "RetryDetails",
    "RetryHook",
    "RetryPolicy",
    "ServerError",
    "Settings",
    "SettingsError",
    "TooManyMessagesError",
    "UnprocessableError",
    "Unset",
    "Upload",
    "__version__",
    "errors",
    "models",
    "parse_timestamp",
]


def __getattr__(name: str) -> Any:
    if name not in ("ContactFilter", "ConversationFilter"):  # loaded when they are first used
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(".filters", __name__), name)
