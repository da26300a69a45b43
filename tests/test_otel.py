"""Spans and metrics of OpenTelemetry."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import attrs
import httpx
import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader, NumberDataPoint
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from aiochatwoot import Chatwoot, ChatwootError, RetryPolicy
from aiochatwoot._version import __version__
from aiochatwoot.otel import Telemetry

from . import servers
from .scripted import PATH, TOKEN, Action, ScriptedServer, client
from .virtual import patch_clock, run

SEARCH = "+49 170 5550123"


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


@attrs.define
class Backend:
    """Collects spans and metrics."""

    exporter: InMemorySpanExporter
    tracers: TracerProvider
    reader: InMemoryMetricReader
    telemetry: Telemetry

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()

    def points(self, name: str) -> list[tuple[Any, Mapping[str, Any]]]:
        """Return the values of a metric, with their attributes."""
        data = self.reader.get_metrics_data()
        metrics = [] if data is None else data.resource_metrics[0].scope_metrics[0].metrics
        (found,) = [metric for metric in metrics if metric.name == name]
        return [(point, dict(point.attributes or {})) for point in found.data.data_points]


@pytest.fixture
def backend() -> Backend:
    """Providers for this test only."""
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers = TracerProvider(shutdown_on_exit=False)
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    meters = MeterProvider([reader], shutdown_on_exit=False)
    return Backend(exporter, tracers, reader, Telemetry(tracers, meters))


def test_a_span_for_each_attempt(backend: Backend) -> None:
    """Each attempt is a span of kind CLIENT with the attributes of the conventions, a child of the current span."""

    async def main() -> int:
        script = [Action("status", status=503, headers=(("retry-after", "3"),)), Action("reset")]
        async with (
            ScriptedServer(*script) as server,
            client(server, drift="ignore", **backend.telemetry.hooks()) as chatwoot,
        ):
            with backend.tracers.get_tracer("test").start_as_current_span("of the test"):
                await chatwoot.conversations.get(7)
            return server.port

    port, _ = run(main)
    *spans, parent = backend.spans
    common = {
        "http.request.method": "GET",
        "server.address": "127.0.0.1",
        "server.port": port,
        "url.full": f"http://127.0.0.1:{port}/api/v1/accounts/1/conversations/7",
        "aiochatwoot.operation": "conversations.get",
    }
    assert [
        {name: value for name, value in (span.attributes or {}).items() if name != "aiochatwoot.queued"}
        for span in spans
    ] == [
        common | {"http.response.status_code": 503, "error.type": "503"},
        common | {"http.request.resend_count": 1, "error.type": "ReadError"},
        common | {"http.request.resend_count": 2, "http.response.status_code": 200},
    ]
    assert [span.status.status_code for span in spans] == [StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET]
    for span in spans:
        assert (span.name, span.kind) == ("GET conversations.get", SpanKind.CLIENT)
        assert span.parent == parent.context
        assert span.instrumentation_scope is not None
        assert ("aiochatwoot", __version__) == (span.instrumentation_scope.name, span.instrumentation_scope.version)


def test_metrics(backend: Backend) -> None:
    """Durations of requests, in buckets of seconds, and the number of retries are recorded."""

    async def main() -> None:
        script = [Action("status", status=503), Action(), Action("status", status=404)]
        async with ScriptedServer(*script) as server, client(server, **backend.telemetry.hooks()) as chatwoot:
            await chatwoot.request("GET", PATH)
            with pytest.raises(ChatwootError):
                await chatwoot.request("GET", PATH)

    run(main)
    found: dict[Any, int] = {}
    for point, attributes in backend.points("http.client.request.duration"):
        assert isinstance(point, HistogramDataPoint)
        assert (point.explicit_bounds[0], point.explicit_bounds[-1]) == (0.005, 10.0)
        assert set(attributes) >= {"http.request.method", "server.address", "server.port"}
        found[attributes["http.response.status_code"], attributes.get("error.type")] = point.count
    assert found == {(503, "503"): 1, (200, None): 1, (404, "404"): 1}
    ((point, attributes),) = backend.points("aiochatwoot.retries")
    assert isinstance(point, NumberDataPoint)
    assert point.value == 1
    assert attributes["error.type"] == "503"


@pytest.mark.parametrize(
    ("base_url", "method", "expected"),
    [
        ("https://chat.example", "GET", ("GET", "GET", "chat.example", 443)),
        ("http://localhost", "POST", ("POST", "POST", "localhost", 80)),
        ("https://[2001:db8::1]:8443/chat", "PURGE", ("HTTP", "_OTHER", "2001:db8::1", 8443)),
    ],
)
async def test_addresses_and_methods(
    base_url: str, method: str, expected: tuple[str, str, str, int], backend: Backend
) -> None:
    """The port defaults to that of the scheme; an unknown method is recorded as `_OTHER`."""
    async with servers.client(servers.always(ok)[1], base_url=base_url, **backend.telemetry.hooks()) as chatwoot:
        await chatwoot.request(method, PATH)
    (span,) = backend.spans
    found = span.attributes or {}
    assert (span.name, found["http.request.method"], found["server.address"], found["server.port"]) == expected


def ok() -> httpx.Response:
    return httpx.Response(200, json={"id": 1})


def test_calls_that_are_cancelled_or_late(backend: Backend) -> None:
    """However a call ends, no span stays open, and the next call has its own spans."""

    async def main() -> None:
        async with (
            ScriptedServer(*[Action("hang")] * 2) as server,
            client(server, deadline=5, **backend.telemetry.hooks()) as chatwoot,
        ):
            task = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            with pytest.raises(ChatwootError):
                await chatwoot.request("GET", PATH)
            await chatwoot.request("GET", PATH)

    run(main)
    assert [(span.attributes or {}).get("error.type") for span in backend.spans] == [
        "CancelledError",
        "RequestTimeoutError",
        None,
    ]
    assert backend.telemetry._spans == {}


def test_a_wait_before_sending_is_no_duration(backend: Backend) -> None:
    """The duration of a request starts when it is sent; the wait before is an attribute of its span."""

    async def main() -> None:
        async def handler(_: httpx.Request) -> httpx.Response:
            await asyncio.sleep(2)
            return ok()

        async with servers.client(handler, max_in_flight=1, **backend.telemetry.hooks()) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(3)))

    run(main)
    ((point, attributes),) = backend.points("http.client.request.duration")
    assert point.count == 3
    assert point.sum == pytest.approx(6)
    assert "aiochatwoot.queued" not in attributes, "it would make a metric of each value"
    queued: list[Any] = [(span.attributes or {})["aiochatwoot.queued"] for span in backend.spans]
    assert pytest.approx(sorted(queued)) == [0, 2, 4]


def test_many_calls_at_once(backend: Backend) -> None:
    """Concurrent calls are kept apart; the hooks can serve several clients."""

    async def main() -> None:
        async with (
            ScriptedServer(*[Action("status", status=503)] * 5) as server,
            client(server, retry=RetryPolicy(attempts=9), **backend.telemetry.hooks()) as chatwoot,
            client(server, **backend.telemetry.hooks()) as other,
        ):
            calls = [each.request("GET", f"/x/{number}") for number in range(10) for each in (chatwoot, other)]
            await asyncio.gather(*calls)

    run(main)
    assert len(backend.spans) == 25
    assert backend.telemetry._spans == {}


def test_nothing_secret(backend: Backend) -> None:
    """Neither spans nor metrics contain a token, a query, a header or a body."""

    async def main() -> None:
        script = [Action("status", status=422, body=b'{"error":"the body"}', headers=(("x-secret", "the header"),))]
        async with ScriptedServer(*script) as server, client(server, **backend.telemetry.hooks()) as chatwoot:
            with pytest.raises(ChatwootError):
                await chatwoot.request("POST", PATH, params={"q": SEARCH}, json={"a": "the body"})

    run(main)
    shown = "".join(span.to_json() for span in backend.spans) + repr(backend.reader.get_metrics_data())
    assert [word for word in (TOKEN, "5550123", "the body", "the header") if word in shown] == []


def test_an_end_without_a_beginning(backend: Backend) -> None:
    """Hooks that are not used together do no harm."""

    async def main() -> None:
        hooks = backend.telemetry.hooks()
        async with ScriptedServer() as server, client(server, on_response=hooks["on_response"]) as chatwoot:
            await chatwoot.request("GET", PATH)

    run(main)
    assert backend.spans == ()
    assert len(backend.points("http.client.request.duration")) == 1


async def test_the_global_providers() -> None:
    """By default the global providers are used, which do nothing unless configured."""
    async with Chatwoot(servers.BASE_URL, token=TOKEN, **Telemetry().hooks()) as chatwoot:
        assert chatwoot.settings.base_url == servers.BASE_URL


def python(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_it_is_imported_by_nothing_else() -> None:
    """The package does not import OpenTelemetry unless requested."""
    assert (
        python(
            "import sys, aiochatwoot; aiochatwoot.Chatwoot('https://chat.example', token='a-token-of-tests');"
            "print([name for name in sys.modules if 'opentelemetry' in name or name.endswith('otel')])"
        )
        == "[]"
    )


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OpenTelemetry, the error says what to install."""
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.otel")
    with pytest.raises(ImportError, match=r'^aiochatwoot.otel needs .* with the extra "otel"$'):
        importlib.import_module("aiochatwoot.otel")
