"""The async Python client for Chatwoot's REST API.

    async with Chatwoot("https://app.chatwoot.com", token="...", account_id=1) as chatwoot:
        conversation = await chatwoot.conversations.get_whole(42)

All public names are importable from here, and loaded on first use. `models` holds the classes of the contract.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from . import errors
    from ._paging import Cursor, Paginator
    from ._raw import RawResponse
    from ._transport.failures import NetworkFailure
    from ._transport.messages import Headers, Middleware, Network, Request, Response
    from ._transport.rate_limit import WindowLimiter
    from ._transport.shared_window import SharedWindow
    from ._wire.deviations import Deviation, DriftHook
    from ._wire.files import File, Progress, Upload
    from ._wire.kinds import UNSET, Unset
    from ._wire.liquid import Liquid
    from ._wire.timestamps import parse_timestamp
    from .automations import Action, AutomationFilter
    from .client import Chatwoot
    from .concurrency import Outcome
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
        NotAppliedError,
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
        WebhookError,
    )
    from .filters import ContactFilter, ConversationFilter
    from .generated import models
    from .hooks import (
        RequestDetails,
        RequestHook,
        ResponseDetails,
        ResponseHook,
        RetryDetails,
        RetryHook,
        WaitDetails,
        WaitHook,
    )
    from .limits import LimitedRequest, LimitPlace, LimitWait, RateLimiter
    from .platform_client import ChatwootPlatform
    from .public_client import ChatwootPublic, PublicSettings
    from .settings import RetryPolicy, Settings, Timeout
else:  # type checkers would accept any name
    _NAMES = {
        "._raw": ("RawResponse",),
        "._paging": ("Cursor", "Paginator"),
        "._transport.failures": ("NetworkFailure",),
        "._transport.messages": ("Headers", "Middleware", "Network", "Request", "Response"),
        "._transport.rate_limit": ("WindowLimiter",),
        "._transport.shared_window": ("SharedWindow",),
        "._wire.deviations": ("Deviation", "DriftHook"),
        "._wire.files": ("File", "Progress", "Upload"),
        "._wire.kinds": ("UNSET", "Unset"),
        "._wire.liquid": ("Liquid",),
        "._wire.timestamps": ("parse_timestamp",),
        ".client": ("Chatwoot",),
        ".concurrency": ("Outcome",),
        ".errors": (
            "ApiStatusError",
            "Attempt",
            "AuthenticationError",
            "ChatwootError",
            "ClientStateError",
            "ConnectionFailedError",
            "DecodeError",
            "FieldError",
            "InvalidRequestError",
            "NotAppliedError",
            "NotFoundError",
            "PermissionDeniedError",
            "RateLimitedError",
            "RequestRecord",
            "RequestTimeoutError",
            "ResponseRecord",
            "ResponseTooLargeError",
            "ServerError",
            "SettingsError",
            "TooManyMessagesError",
            "UnprocessableError",
            "WebhookError",
        ),
        ".automations": ("Action", "AutomationFilter"),
        ".filters": ("ContactFilter", "ConversationFilter"),
        ".hooks": (
            "RequestDetails",
            "RequestHook",
            "ResponseDetails",
            "ResponseHook",
            "RetryDetails",
            "RetryHook",
            "WaitDetails",
            "WaitHook",
        ),
        ".limits": ("LimitPlace", "LimitWait", "LimitedRequest", "RateLimiter"),
        ".platform_client": ("ChatwootPlatform",),
        ".public_client": ("ChatwootPublic", "PublicSettings"),
        ".settings": ("RetryPolicy", "Settings", "Timeout"),
    }
    _MODULES = {name: module for module, names in _NAMES.items() for name in names}

    def __getattr__(name: str) -> Any:
        if name == "errors":
            return import_module(".errors", __name__)
        if name == "models":
            value = import_module(".generated.models", __name__)
        elif name in _MODULES:
            value = getattr(import_module(_MODULES[name], __name__), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value  # later look-ups skip this function
        return value


# Libraries do not write to stderr; programs that want to see retries and deviations configure logging.
logging.getLogger("aiochatwoot").addHandler(logging.NullHandler())

__all__ = [
    "UNSET",
    "Action",
    "ApiStatusError",
    "Attempt",
    "AuthenticationError",
    "AutomationFilter",
    "Chatwoot",
    "ChatwootError",
    "ChatwootPlatform",
    "ChatwootPublic",
    "ClientStateError",
    "ConnectionFailedError",
    "ContactFilter",
    "ConversationFilter",
    "Cursor",
    "DecodeError",
    "Deviation",
    "DriftHook",
    "FieldError",
    "File",
    "Headers",
    "InvalidRequestError",
    "LimitPlace",
    "LimitWait",
    "LimitedRequest",
    "Liquid",
    "Middleware",
    "Network",
    "NetworkFailure",
    "NotAppliedError",
    "NotFoundError",
    "Outcome",
    "Paginator",
    "PermissionDeniedError",
    "Progress",
    "PublicSettings",
    "RateLimitedError",
    "RateLimiter",
    "RawResponse",
    "Request",
    "RequestDetails",
    "RequestHook",
    "RequestRecord",
    "RequestTimeoutError",
    "Response",
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
    "SharedWindow",
    "Timeout",
    "TooManyMessagesError",
    "UnprocessableError",
    "Unset",
    "Upload",
    "WaitDetails",
    "WaitHook",
    "WebhookError",
    "WindowLimiter",
    "__version__",
    "errors",
    "models",
    "parse_timestamp",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
