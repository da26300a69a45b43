"""The async Python client for Chatwoot's REST API.

    async with Chatwoot("https://app.chatwoot.com", token="...", account_id=1) as chatwoot:
        conversation = await chatwoot.conversations.get_whole(42)

Everything public is here; `models` has the classes of the contract.
"""

from . import errors
from ._version import __version__
from .client import Chatwoot
from .declarations import UNSET, Unset
from .drift import Deviation, DriftHook
from .errors import (
    ApiStatusError,
    AuthenticationError,
    ChatwootError,
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
    ServerError,
    SettingsError,
    UnprocessableError,
)
from .generated import models
from .settings import Settings
from .timestamps import parse_timestamp

__all__ = [
    "UNSET",
    "ApiStatusError",
    "AuthenticationError",
    "Chatwoot",
    "ChatwootError",
    "ConnectionFailedError",
    "DecodeError",
    "Deviation",
    "DriftHook",
    "FieldError",
    "InvalidRequestError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitedError",
    "RequestRecord",
    "RequestTimeoutError",
    "ResponseRecord",
    "ServerError",
    "Settings",
    "SettingsError",
    "UnprocessableError",
    "Unset",
    "__version__",
    "errors",
    "models",
    "parse_timestamp",
]
