"""The attributes of errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, assert_type

from aiochatwoot import (
    ApiStatusError,
    Attempt,
    AuthenticationError,
    ChatwootError,
    DecodeError,
    Deviation,
    FieldError,
    NotFoundError,
    RateLimitedError,
    RequestRecord,
    RequestTimeoutError,
    ResponseRecord,
    SettingsError,
    TooManyMessagesError,
    errors,
)


def what_the_server_says(error: ApiStatusError) -> None:
    """An error response has its request and response."""
    assert_type(error.status, int)
    assert_type(error.message, str)
    assert_type(error.request_id, str | None)
    assert_type(error.method, str)
    assert_type(error.url, str)
    assert_type(error.body, Any)
    assert_type(error.field_errors, tuple[FieldError, ...])
    assert_type(error.request, RequestRecord)
    assert_type(error.response, ResponseRecord)
    assert_type(error.response.headers, Mapping[str, str])


def what_every_error_has(error: ChatwootError) -> None:
    """Every error has a message and its attempts; request, response and advice may be None."""
    assert_type(error.message, str)
    assert_type(error.request, RequestRecord | None)
    assert_type(error.response, ResponseRecord | None)
    assert_type(error.attempts, tuple[Attempt, ...])
    assert_type(error.advice, str | None)
    for attempt in error.attempts:
        assert_type(attempt.started, dt.datetime)
        assert_type(attempt.outcome, int | str)
        assert_type(attempt.wait, float | None)


def the_tree(
    decode: DecodeError, timeout: RequestTimeoutError, settings: SettingsError, too_many: TooManyMessagesError
) -> None:
    """Errors are subclasses of Python's own, and special errors of the general ones."""
    every: list[ChatwootError] = [decode, timeout, settings, too_many]
    builtin: list[Exception] = [decode, timeout, settings]
    value_errors: list[ValueError] = [decode, settings]
    timeouts: list[TimeoutError] = [timeout]
    statuses: list[ApiStatusError] = [too_many]
    assert_type(decode.path, str)
    print(every, builtin, value_errors, timeouts, statuses)


def handling(error: Exception) -> int:
    """In an `except`, the class determines the attributes."""
    try:
        raise error
    except (NotFoundError, AuthenticationError) as caught:
        assert_type(caught, NotFoundError | AuthenticationError)
        return caught.status
    except RateLimitedError as limited:
        return limited.status
    except errors.ServerError as fault:
        return fault.status


def deviations(deviation: Deviation) -> None:
    """A deviation has its position."""
    assert_type(deviation.pattern, str)
    assert_type(deviation.contract, str)
