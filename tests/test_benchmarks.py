"""The benchmark measures what it says, and its tables can be compared; the figures themselves are nobody's test."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Self

import pytest
from benchmarks import __main__ as command
from benchmarks import contenders, measures, payloads, report, server, twins, worker
from benchmarks.contenders import CONTENDERS
from benchmarks.report import Better, Table, Target

import aiochatwoot
from aiochatwoot import models

pytestmark = pytest.mark.apart

ROOT = Path(__file__).parent.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", "--tiny", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def table(better: Better = "lower", **rows: list[float | None]) -> Table:
    return Table("Speed", "to a peer", better, ("one", "two"), dict(rows))


def test_a_run_measures_every_table() -> None:
    """Everything is measured, each figure is above zero, each target has a verdict, and progress is shown."""
    readme = (ROOT / "README.md").read_bytes()
    ran = run()
    assert ran.returncode == 0, ran.stderr
    tables = {each.title: each for each in report.read(ran.stdout)}
    # A shallow clone does not have the earlier commit.
    rows = {title: {*each.rows} - {CONTENDERS["before"].label} for title, each in tables.items()}
    labels = {name: CONTENDERS[name].label for name in CONTENDERS}
    readers = {labels[name] for name in ("stock", "pydantic", "msgspec", "ours", "fast")}
    bare = {labels[name] for name in ("httpx", "httpx2", "aiohttp")}
    ours = {each.label for name, each in CONTENDERS.items() if name == "ours" or name.startswith("over-")}
    ours -= {each.label for name, each in CONTENDERS.items() if worker.missing(name)}
    assert rows == {
        "Bytes to typed models": readers,
        "Messages in memory": readers,
        "Requests per second": {*bare, *ours, labels["sdk"], labels["stock"]},
        "Share of the library's speed": ours,
        "A server far away": {*bare, *ours},
        "Our own work": {"aiochatwoot"},
        "Import": {labels["httpx"], labels["sdk"], "aiochatwoot"},
    }
    for each in tables.values():
        for figures in each.rows.values():
            assert len(each.columns) == len(figures)
            assert all(figure is None or figure > 0 for figure in figures)
    assert tables["Requests per second"].rows[labels["httpx"]] == [1.0, 1.0]
    assert f"Python {sys.version.split()[0]}" in ran.stdout
    for target in measures.TARGETS:
        for column in target.figures:
            assert f"\n{target.title}: {target.label}, {column}: " in ran.stdout
    assert "\nverdict: " in ran.stdout
    assert "round 1 of 1" in ran.stderr
    assert readme == (ROOT / "README.md").read_bytes(), "only a full run writes"


def test_the_figures_are_the_same_everywhere() -> None:
    """The README has three figures of the last full run; the page of the comparison includes all of it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    results = (ROOT / "benchmarks" / "results.md").read_text(encoding="utf-8")
    assert report.put(readme, report.headline(report.read(results))) == readme
    assert '--8<-- "benchmarks/results.md"' in (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")


def test_a_contender_without_its_module_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a contender needs and cannot import is named."""
    monkeypatch.setitem(sys.modules, "chatwoot", None)
    assert worker.missing("sdk") == ["chatwoot"]
    assert worker.missing("ours") == []


async def test_ours_runs_with_default_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client is measured with its defaults: the rate limit is on, only too high to wait for."""
    options: dict[str, Any] = {}

    class Client:
        def __init__(self, base_url: str, **given: Any) -> None:
            options.update(given)

        async def __aenter__(self) -> Self:
            return self

        async def __aexit__(self, *_: object) -> None: ...

    monkeypatch.setattr(aiochatwoot, "Chatwoot", Client)
    async with contenders.open_ours("http://127.0.0.1:9"):
        assert set(options) == {"token", "account_id", "rate_limit", "transport"}
        assert options["rate_limit"] >= 1_000_000
        assert options["transport"] is None


@pytest.mark.parametrize(("figure", "fails"), [(1.0, True), (1.4, False)])
def test_a_check_fails_where_a_figure_has_fallen_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: float, fails: bool
) -> None:
    """A figure that was much better before ends the command with an error that names it."""
    measured = Table("Import", "to a peer", "lower", ("the package",), {"aiochatwoot": [1.5]})
    before = Table("Import", "to a peer", "lower", ("the package",), {"aiochatwoot": [figure]})
    document = tmp_path / "README.md"
    document.write_text(report.write([before], ""), encoding="utf-8")
    monkeypatch.setitem(measures.MEASURES, "importing", lambda *_: [measured])
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "importing", "--check", "--against", str(document)])
    with contextlib.ExitStack() as stack:
        if fails:
            behind = "fallen behind:\n  Import: aiochatwoot, the package: 1.00 wanted, 1.50, missed by 50%$"
            stack.enter_context(pytest.raises(SystemExit, match=behind))
        command.main()


def test_a_check_needs_something_to_compare_with(tmp_path: Path) -> None:
    """Without tables from before nothing is measured."""
    document = tmp_path / "README.md"
    document.write_text("no tables", encoding="utf-8")
    ran = run("--check", "--against", str(document))
    assert ran.returncode == 1
    assert "has no tables to compare with" in ran.stderr


def test_tables_can_be_read_again() -> None:
    """A table written as Markdown is the same when it is read, to the digits that were written."""
    made = [table(aiochatwoot=[1.25, None], peer=[0.004, 17.5]), table("higher", peer=[1.0, 11])]
    assert report.read(report.write(made, "Measured somewhere.")) == made


def test_a_figure_is_the_median_of_turns_that_alternate() -> None:
    """Each contender has one turn a round and column, and one slow turn changes nothing."""
    turns: list[str] = []

    class Fleet:
        def those(self, names: Iterable[str]) -> list[str]:
            return [name for name in names if name != "missing"]

        def ask(self, name: str, function: Callable[..., float], *arguments: Any) -> float:
            turns.append(name)
            return function(*arguments)

    samples = iter([1.0, 90.0, 3.0])
    fleet: Any = Fleet()
    found = measures._medians(fleet, ("a", "missing"), 3, (lambda: next(samples),))
    assert found == {"a": [3.0]}
    found = measures._medians(fleet, ("a", "b"), 2, (float, "2"), (max, 5, 4))
    assert found == {"a": [2, 5], "b": [2, 5]}
    assert [set(turns[begin : begin + 2]) for begin in range(3, 11, 2)] == [{"a", "b"}] * 4


def test_tables_stand_between_markers() -> None:
    """Only the text between the markers changes; a document without them stays as it is."""
    document = f"before\n{report.OPENED}\nold\n{report.CLOSED}\nafter"
    changed = report.put(document, "new\n")
    assert changed == f"before\n{report.OPENED}\nnew\n{report.CLOSED}\nafter"
    assert "\nnew\n" in changed
    for without in ("no markers", f"{report.OPENED} and no end"):
        assert report.put(without, "new") == without


@pytest.mark.parametrize(("better", "figure", "missed", "words"), [
    ("lower", 0.4, -0.2, "0.50 wanted, 0.40, reached"),
    ("lower", 0.5, 0.0, "0.50 wanted, 0.50, reached"),
    ("lower", 0.6, 0.2, "0.50 wanted, 0.60, missed by 20%"),
    ("higher", 0.6, -0.2, "0.50 wanted, 0.60, reached"),
    ("higher", 0.4, 0.2, "0.50 wanted, 0.40, missed by 20%"),
    ("higher", None, 1.0, "0.50 wanted, not measured"),
])  # fmt: skip
def test_a_verdict_says_by_how_much_a_target_is_missed(
    better: Better, figure: float | None, missed: float, words: str
) -> None:
    """A target is reached, or missed by a share of it in the direction that is worse for its table."""
    found = report.verdict([table(better, us=[figure, 1.0])], [Target("Speed", "us", {"one": 0.5})])
    what = "Speed: us, one"
    assert list(found) == [what]
    assert found[what][0] == pytest.approx(missed)
    assert found[what][1] == f"{what}: {words}"


def test_only_what_was_measured_of_ours_is_compared() -> None:
    """Peers may fall behind, and tables and conditions may be left out; a row that is lost misses its figures."""
    rows: dict[str, list[float | None]] = {name: [1.0, None] for name in ("aiochatwoot", "aiochatwoot[fast]", "peer")}
    before = report.ours([Table("Speed", "to a peer", "lower", ("one", "two"), rows)])
    assert report.verdict([], before) == {}
    less = Table("Speed", "to a peer", "lower", ("one",), {"aiochatwoot": [1.0], "peer": [9.0]})
    assert [line for missed, line in report.verdict([less], before).values() if missed > 0] == [
        "Speed: aiochatwoot[fast], one: 1.00 wanted, not measured"
    ]


@pytest.mark.parametrize(("figure", "word", "worse"), [(1.2, "as before", 0), (1.3, "worse", 1), (0.7, "better", 0)])
def test_figures_are_compared_with_the_last_full_run(figure: float, word: str, worse: int) -> None:
    """A part that is measured alone has a verdict, too; within the tolerance a figure is as before."""
    before = report.ours([table(aiochatwoot=[1.0, None])])
    first, last = report.compared([table(aiochatwoot=[figure, 1.0])], before, 0.25)
    assert first.startswith(f"{word}: Speed: aiochatwoot, one: ")
    assert last.startswith(f"verdict: {worse} of 1 figures worse than the last full run")


@pytest.mark.parametrize("model", [models.Conversation, models.MessageList, models.Message, models.MessageContact])
def test_twins_have_the_fields_of_ours(model: type) -> None:
    """The models that ours are compared with have each of our fields."""
    assert list(twins.PydanticTwins().of(model).model_fields) == list(model.__annotations__)


@pytest.mark.parametrize("body", ["window", "mixed"])
def test_twins_read_the_same_values(body: str) -> None:
    """The models that ours are compared with do the work: datetimes, enumerations, senders by their type."""
    content = payloads.body(body, 40)
    ours = models.MessageList.from_dict(json.loads(content)).payload
    theirs = twins.PydanticTwins().of(models.MessageList).model_validate_json(content).payload
    assert [each.created_at for each in theirs] == [each.created_at for each in ours]
    assert [each.message_type for each in theirs] == [each.message_type for each in ours]
    senders = [type(each.sender).__name__ if each.sender else None for each in ours]
    assert [type(each.sender).__name__ if each.sender else None for each in theirs] == senders
    assert {"MessageContact", "MessageUser"} <= {*senders}


@pytest.mark.parametrize("body", ["conversation", "window", "mixed"])
def test_bodies_fit_the_contract(body: str) -> None:
    """No deviation is reported while the measured bodies are read, and they have as many messages as were asked for."""
    content = payloads.body(body, 200)
    reader = CONTENDERS["ours"].reader
    assert reader is not None
    read: Any = reader("Conversation" if body == "conversation" else "MessageList")(content)
    assert body == "conversation" or [each.id for each in read.payload] == list(range(1, 201))


def test_a_mixed_window_has_many_shapes_and_short_texts() -> None:
    """Keys that servers send only sometimes come and go, content types vary, and each run has the same bytes."""
    content = payloads.body("mixed", 300)
    assert payloads.body("mixed", 300) == content
    rows = json.loads(content)["payload"]
    assert len({tuple(sorted(row)) for row in rows}) >= 6
    assert {"text", "input_select", "cards", "form", "article"} <= {row["content_type"] for row in rows}
    assert max(len(row["content"] or "") for row in rows) <= 20
    assert len({tuple(sorted(row)) for row in json.loads(payloads.body("window", 300))["payload"]}) == 1


async def test_the_server_sends_a_recorded_conversation_with_the_headers_of_a_real_one() -> None:
    """The response is the recorded one, with its length, and dated now, since rate limiters read the date."""
    async with server.running() as started:
        reader, writer = await asyncio.open_connection(server.HOST, started.port)
        writer.write(b"GET /near/api/v1/accounts/1/conversations/1 HTTP/1.1\r\nhost: x\r\n\r\n")
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.split(": ", 1) for line in head.strip().split("\r\n")[1:])
        assert await reader.readexactly(int(headers["content-length"])) == payloads.body("conversation", 1)
        writer.close()
    assert {"date", "etag", "vary", "cache-control", "x-request-id", "x-runtime"} <= set(headers)
    assert abs(parsedate_to_datetime(headers["date"]).timestamp() - time.time()) < 5


def test_the_server_does_not_wait_for_acknowledgments() -> None:
    """Its socket names TCP, without which asyncio leaves Nagle's algorithm on: 40 ms a response."""
    with server.listen(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
