"""What it costs to decode a conversation of 1,000 messages, beside `json.loads` of the same bytes.

    make bench

The messages are the captured ones, repeated. All contenders take turns in each round, so that a noisy machine is noisy
for all of them; the table has the medians of the ratios to `json.loads` in the same round.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiochatwoot import decoding, models
from aiochatwoot.declarations import Object
from aiochatwoot.drift import DriftReporter, Found

CAPTURE = Path(__file__).parent.parent / "tests" / "captures" / "messages_window.json"
MESSAGES = 1000
ROUNDS = 60


def body() -> bytes:
    """A window of 1,000 messages, as bytes."""
    window = json.loads(json.loads(CAPTURE.read_text(encoding="utf-8"))["body_text"])
    rows = window["payload"]
    window["payload"] = [rows[number % len(rows)] | {"id": number + 1} for number in range(MESSAGES)]
    return json.dumps(window, separators=(",", ":")).encode()


@contextmanager
def without_checks() -> Iterator[None]:
    """Decoders that believe every value to be what the contract says: the same work without looking."""
    original = decoding._fast

    def believing(*arguments: Any) -> str:
        line = original(*arguments)
        # "if v.__class__ is int: self.id = v" -> "if True: self.id = v"; assignments in a condition stay.
        return line if ":=" in line else re.sub(r"^if v\.__class__ is [^:]*(?=: )", "if True", line)

    before = dict(decoding._decoders)
    decoding._decoders.clear()
    setattr(decoding, "_fast", believing)  # noqa: B010 - of another signature, for a type checker
    try:
        yield
    finally:
        setattr(decoding, "_fast", original)  # noqa: B010
        decoding._decoders.clear()
        decoding._decoders.update(before)


def contenders(content: bytes) -> dict[str, Callable[[], object]]:
    """What is measured, by name; the first one is the measure."""
    kind = Object(models.MessageList)
    checked = decoding.decoder(models.MessageList)
    with without_checks():
        unchecked = decoding.decoder(models.MessageList)
        unchecked(json.loads(content), None, [])
    reporter = DriftReporter(None, "0")

    def reporting() -> object:
        found: list[Found] = []
        result = decoding.decode(kind, json.loads(content), found)
        if found:
            reporter.report(found, "messages_list")
        return result

    return {
        "json.loads alone": lambda: json.loads(content),
        'models, drift="report"': reporting,
        'models, drift="ignore"': lambda: checked(json.loads(content), None, []),
        "models without any check": lambda: unchecked(json.loads(content), None, []),
    }


def main() -> None:
    content = body()
    measured = contenders(content)
    ratios: dict[str, list[float]] = {name: [] for name in measured}
    for function in measured.values():
        function()
    for _ in range(ROUNDS):
        base = 0.0
        for name, function in measured.items():
            begun = time.process_time()
            function()
            taken = time.process_time() - begun
            base = base or taken
            ratios[name].append(taken / base)
    print(f"{MESSAGES} messages, {len(content) // 1024} KiB; CPU time, medians of {ROUNDS} interleaved rounds\n")
    print("| bytes to | time to json.loads |")
    print("|---|---|")
    for name, values in ratios.items():
        print(f"| {name} | {statistics.median(values):.2f} |")


if __name__ == "__main__":
    main()
