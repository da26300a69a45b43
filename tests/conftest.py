"""Fixtures and hooks for all tests."""

from __future__ import annotations

import gc
import importlib
import json
import logging
import os
import pickle
import pkgutil
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, settings

import aiochatwoot
from aiochatwoot import Chatwoot, ChatwootError
from aiochatwoot.settings import Secret

TESTS = Path(__file__).parent
CAPTURES = TESTS / "captures"

settings.register_profile("default", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("quick", max_examples=20, deadline=None, derandomize=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
if PROFILE == "fuzz":
    examples = int(os.environ.get("EXAMPLES") or 10_000)
    settings.register_profile("fuzz", max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(PROFILE)
SLOW_LAW = settings(max_examples=settings().max_examples // (1 if PROFILE == "fuzz" else 4))
"""Settings of laws whose examples take a tenth of a second or more."""

if "PYTEST_XDIST_WORKER" in os.environ:
    # Coverage measures pytest's own workers, but not the commands that tests start.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Background jobs of a shell ignore Ctrl-C, and so would the commands that tests start and interrupt.
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
    """Load a capture by name: a file in ``tests/captures``, without its extension."""
    data = json.loads((CAPTURES / f"{name}.json").read_text(encoding="utf-8"))
    request = data["request"]
    return Capture(name, request["method"], request["path"], data["status"], data["headers"], data["body_text"])


@pytest.fixture
def capture() -> Callable[[str], Capture]:
    """Load a capture by its name."""
    return load_capture


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the settings in the user's environment."""
    for name in list(os.environ):
        if name.startswith("CHATWOOT_"):
            monkeypatch.delenv(name)


NOT_MINIMAL = [
    "agents",
    "cli",
    "export",
    "generator",
    "realtime",
    "spark",
    "traps",
    "test_bot.py",
    "test_platform_client.py",
    "test_public_client.py",
    "test_company.py",
    "test_comparison.py",
    "test_conformance.py",
    "test_contract_diff.py",
    "test_contract_diff_of_a_repository.py",
    "test_contract_diff_of_code.py",
    "test_docs.py",
    "test_help_center.py",
    "test_history_of_a_server.py",
    "test_integrations.py",
    "test_month.py",
    "test_moving_lists.py",
    "test_office_scenario.py",
    "test_operations_of_the_contract.py",
    "test_otel.py",
    "test_quick.py",
    "test_sbom.py",
    "test_scenario.py",
    "test_site.py",
    "test_upsert.py",
    "test_vendor.py",
    # The server, which all tests of it need, but for those of the plugin.
    *sorted(f"testing/{path.name}" for path in (TESTS / "testing").glob("test_*.py") if path.name != "test_plugin.py"),
    *sorted(f"transport/{path.name}" for path in (TESTS / "transport").glob("test_shared_window*.py")),
    "webhooks/test_asgi.py",
    "webhooks/test_catch_up.py",
    "webhooks/test_nothing_missed.py",
    "webhooks/test_recovery.py",
    "webhooks/test_many_deliveries.py",
]
"""What cannot be imported without extras or tools: `--minimal` leaves out exactly these; `test_minimal` tries."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--transport", choices=["httpx", "aiohttp", "httpx2"], default="httpx", help="that clients have by default"
    )
    parser.addoption(
        "--minimal", metavar="PYTHON", help="no extra is installed; that interpreter has what servers need"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Skip modules that need a missing extra; with all extras, skip the test of their absence.

    The lowest versions are tested without mcp.
    """
    if config.getoption("--minimal"):
        left_out = NOT_MINIMAL
    else:
        left_out = ["test_minimal.py", *([] if find_spec("mcp") else ["agents"])]
    return collection_path in [TESTS / name for name in left_out] or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip tests of one transport in runs over another; without extras, tests that need one must fail."""
    if config.getoption("--transport") != "httpx":
        named = {item for item in items if "transport" in getattr(getattr(item, "callspec", None), "params", {})}
        items[:] = [item for item in items if item not in named]
        config.hook.pytest_deselected(items=list(named))
    if config.getoption("--minimal"):
        for item in items:
            raises = tuple(marker.kwargs.get("raises", ImportError) for marker in item.iter_markers("extra"))
            if raises:
                item.add_marker(pytest.mark.xfail(strict=True, raises=raises, reason="an extra is missing"))


@contextmanager
def no_coverage() -> Generator[None]:
    """Measure no coverage in this thread and in new ones: it takes as much time as the tests themselves."""
    trace, trace_of_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        threading.settrace(trace_of_threads)
        sys.settrace(trace)
        (lambda: None)()  # the tracer is back with the next call: it must be, before this function returns


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Measure the coverage of imports and of one sample account here, and not while tests are collected.

    Otherwise it would depend on the test that comes first. A thousand tests make the same account.
    """
    if sys.gettrace() and session.config.getoption("dist", "no") == "no":  # workers collect for the main process
        for module in pkgutil.walk_packages(aiochatwoot.__path__, "aiochatwoot."):
            if module.name.rpartition(".")[2] not in ("__main__", "spark"):
                importlib.import_module(module.name)
        server: Any = importlib.import_module("aiochatwoot.testing.server")
        server.FakeChatwoot()
        server.seed = no_coverage()(server.seed)
    gc.disable()  # nearly nothing of what a collection makes is garbage
    try:
        with no_coverage():
            return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="module", autouse=True)
def _what_stays_is_no_garbage() -> None:
    """Let the garbage collector look at what one file leaves: to go through all that is loaded takes a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _transport(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give clients without a transport the one of this test run."""
    transport = request.config.getoption("--transport")
    if transport != "httpx":
        defaults = Chatwoot.__init__.__kwdefaults__
        assert defaults is not None
        monkeypatch.setitem(defaults, "transport", transport)


@pytest.fixture
def one_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make clients try once and not count requests by default, for tests of a single attempt."""
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "retry", None)
    monkeypatch.setitem(defaults, "rate_limit", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure no coverage of tests that run no lines of the package but those that other tests run, too."""
    is_untraced = any(item.get_closest_marker(name) for name in ("apart", "law", "load", "untraced"))
    with no_coverage() if is_untraced else nullcontext():
        return (yield)


class _Leaks:
    """Collects every token of the test run, and the places where one was shown."""

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
    """Observe every log record of the suite, at every level, and every token and error that is created."""
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
def _no_token_is_shown() -> Iterator[None]:
    """No token of the test run is in a log, or in the repr, text, attributes or pickle of an error."""
    yield
    for error in _leaks.errors:
        _leaks.look(type(error).__name__, repr(error), str(error), repr(vars(error)), pickle.dumps(error))
    _leaks.errors.clear()
    found, _leaks.found = _leaks.found, []
    assert found == []
