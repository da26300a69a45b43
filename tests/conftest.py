"""What all tests share."""

from __future__ import annotations

import json
import logging
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, settings

from aiochatwoot import Chatwoot, ChatwootError
from aiochatwoot.settings import Secret

CAPTURES = Path(__file__).parent / "captures"

settings.register_profile("default", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("fuzz", max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

if "PYTEST_XDIST_WORKER" in os.environ:
    # Coverage measures pytest's own workers, but not the commands that tests start.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A background job of a shell ignores Ctrl-C, and so would the commands that tests start and interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@attrs.frozen
class Capture:
    """One exchange with a real server."""

    name: str
    method: str
    path: str
    status: int
    headers: dict[str, str]
    text: str

    @property
    def body(self) -> Any:
        return json.loads(self.text)


def load_capture(name: str) -> Capture:
    """The capture of that name: a file of ``tests/captures``, without its ending."""
    data = json.loads((CAPTURES / f"{name}.json").read_text(encoding="utf-8"))
    request = data["request"]
    return Capture(name, request["method"], request["path"], data["status"], data["headers"], data["body_text"])


@pytest.fixture
def capture() -> Callable[[str], Capture]:
    """Load a capture by its name."""
    return load_capture


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests does not leak into them."""
    for name in list(os.environ):
        if name.startswith("CHATWOOT_"):
            monkeypatch.delenv(name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--transport", choices=["httpx", "aiohttp"], default="httpx", help="that clients have by default")


@pytest.fixture(autouse=True)
def _transport(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients that name no transport have the one of the test run."""
    if request.config.getoption("--transport") == "aiohttp":
        defaults = Chatwoot.__init__.__kwdefaults__
        assert defaults is not None
        monkeypatch.setitem(defaults, "transport", "aiohttp")


@pytest.fixture
def one_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients try once and count no requests, unless they are told to: for tests of what one attempt does."""
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "retry", None)
    monkeypatch.setitem(defaults, "rate_limit", None)


class _Leaks:
    """Every token of the test run, and where one was shown."""

    def __init__(self) -> None:
        self.tokens: set[str] = set()
        self.found: list[str] = []
        self.errors: list[ChatwootError] = []

    def look(self, where: str, *shown: str | bytes) -> None:
        for token in self.tokens:
            for text in shown:
                if (token.encode() if isinstance(text, bytes) else token) in text:  # type: ignore[operator]
                    self.found.append(f"{where}: {text!r:.300}")


_leaks = _Leaks()
_LOGGERS = ("aiochatwoot", "aiohttp", "httpx", "httpcore", "httpx2", "httpcore2")


class _Listener(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _leaks.look(f"log {record.name}", record.getMessage(), repr(record.args))


@pytest.fixture(scope="session", autouse=True)
def _listen() -> Iterator[None]:
    """Hear every log record of the suite, at every level, and see every token and error that is made."""
    patch = pytest.MonkeyPatch()
    make_secret, make_error = Secret.__init__, ChatwootError.__init__

    def secret(self: Secret, source: Any) -> None:
        make_secret(self, source)
        if isinstance(source, str) and len(source) >= 8 and source.isascii():
            _leaks.tokens.add(source)

    def error(self: ChatwootError, *args: Any, **more: Any) -> None:
        make_error(self, *args, **more)
        _leaks.errors.append(self)

    patch.setattr(Secret, "__init__", secret)
    patch.setattr(ChatwootError, "__init__", error)
    listener = _Listener(logging.DEBUG)
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).addHandler(listener)
    yield
    for name in _LOGGERS:
        logging.getLogger(name).removeHandler(listener)
    patch.undo()


@pytest.fixture(autouse=True)
def _no_token_is_shown(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No token of the test run is in a log, or in the repr, text, attributes or pickle of an error."""
    caplog.handler.setLevel(logging.WARNING)  # as ever, unless a test says otherwise
    yield
    for error in _leaks.errors:
        _leaks.look(type(error).__name__, repr(error), str(error), repr(vars(error)), pickle.dumps(error))
    _leaks.errors.clear()
    found, _leaks.found = _leaks.found, []
    assert [] == found
