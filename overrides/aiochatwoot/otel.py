"""OpenTelemetry spans and metrics, recorded by hooks of a client; needs the extra ``[otel]``.

    from aiochatwoot.otel import Telemetry

    async with Chatwoot(**Telemetry().hooks()) as chatwoot: ...

Names follow the semantic conventions for HTTP clients. Each attempt is a span, a child of the caller's current span;
its attribute ``aiochatwoot.queued`` has the seconds that it waited before it was sent. Spans and metrics contain no
bodies, headers or queries.
"""

from __future__ import annotations

from typing import TypedDict
from urllib.parse import urlsplit

from ._extras import missing_extra
from ._version import __version__
from .hooks import RequestDetails, RequestHook, ResponseDetails, ResponseHook, RetryDetails, RetryHook

try:
    from opentelemetry import metrics, trace
    from opentelemetry.trace import Span, SpanKind, Status, StatusCode
except ImportError as error:
    raise ImportError(missing_extra("aiochatwoot.otel", "otel")) from error
_NAME = "aiochatwoot"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
"""The histogram buckets recommended by the conventions; OpenTelemetry's default ones are for milliseconds."""
_METHODS = frozenset({"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"})


class HookArguments(TypedDict):
    """The hook arguments of `aiochatwoot.Chatwoot`."""

    on_request: RequestHook
    on_response: ResponseHook
    on_retry: RetryHook


class Telemetry:
    """Records spans and metrics of clients.

    Metrics: ``http.client.request.duration`` (a histogram, seconds from sending on) and ``aiochatwoot.retries`` (a
    counter).

    Args:
        tracer_provider: Default: the global one.
        meter_provider: Default: the global one.
    """

    def __init__(
        self,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
    ) -> None:
        self._tracer = trace.get_tracer(_NAME, __version__, tracer_provider)
        meter = metrics.get_meter(_NAME, __version__, meter_provider)
        self._duration = meter.create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._retries = meter.create_counter(
            "aiochatwoot.retries", unit="{retry}", description="Attempts that were repeated."
        )
        self._spans: dict[tuple[int, int], Span] = {}

    def hooks(self) -> HookArguments:
        """Return the hooks, as arguments for a client."""
        return {"on_request": self._begin, "on_response": self._end, "on_retry": self._again}

    def _begin(self, details: RequestDetails) -> None:
        attributes = self._attributes(details) | {"url.full": details.url}
        if details.attempt > 1:
            attributes["http.request.resend_count"] = details.attempt - 1
        method = details.method if details.method in _METHODS else "HTTP"
        name = f"{method} {details.operation}" if details.operation else method
        self._spans[_key(details)] = self._tracer.start_span(name, kind=SpanKind.CLIENT, attributes=attributes)

    def _end(self, details: ResponseDetails) -> None:
        attributes = self._attributes(details.request)
        if details.status is not None:
            attributes["http.response.status_code"] = details.status
        if details.status is None or details.status >= 400:
            attributes["error.type"] = str(details.attempt.outcome)
        self._duration.record(details.attempt.duration, attributes)
        span = self._spans.pop(_key(details.request), None)
        if span is not None:
            span.set_attributes(attributes)
            span.set_attribute("aiochatwoot.queued", details.attempt.queued)
            if "error.type" in attributes:
                span.set_status(Status(StatusCode.ERROR))
            span.end()

    def _again(self, details: RetryDetails) -> None:
        self._retries.add(1, self._attributes(details.request) | {"error.type": str(details.attempt.outcome)})

    @staticmethod
    def _attributes(details: RequestDetails) -> dict[str, str | int]:
        url = urlsplit(details.url)
        attributes: dict[str, str | int] = {
            "http.request.method": details.method if details.method in _METHODS else "_OTHER",
            "server.address": url.hostname or "",
            "server.port": url.port or {"https": 443}.get(url.scheme, 80),
        }
        if details.operation is not None:
            attributes["aiochatwoot.operation"] = details.operation
        return attributes


def _key(details: RequestDetails) -> tuple[int, int]:
    return id(details.key), details.attempt
