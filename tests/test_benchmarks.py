"""The benchmark measures what it says, and its tables can be compared; the figures themselves are nobody's test."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Self

import pytest
from benchmarks import __main__ as command
from benchmarks import bodies, clients, exports, faults, report, server, speed, twins
from benchmarks.clients import CLIENTS
from benchmarks.faults import Tally, raised
from benchmarks.report import Better, Table

import aiochatwoot
from aiochatwoot import models

pytestmark = pytest.mark.apart

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments, "--tiny"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def table(better: Better = "lower", **rows: list[float | None]) -> Table:
    return Table("Speed", "to a peer", better, ("one", "two"), dict(rows))


def labels(names: tuple[str, ...]) -> set[str]:
    return {CLIENTS[name].label for name in clients.installed(names)}


@pytest.mark.slow
def test_a_run_measures_every_table() -> None:
    """Everything is measured, each figure is above zero and has a verdict, and progress is shown."""
    paths = (ROOT / "README.md", BENCHMARKS / "speed.md")
    kept = [path.read_bytes() for path in paths]
    ran = run("speed")
    assert ran.returncode == 0, ran.stderr
    tables = {each.title: each for each in report.read(ran.stdout)}
    # A shallow clone does not have the earlier commit.
    rows = {title: {*each.rows} - {CLIENTS["before"].label} for title, each in tables.items()}
    assert rows == {
        view.title: labels(view.clients or each.clients) - {CLIENTS["before"].label}
        for each in speed.MEASURES.values()
        for view in each.views
    }
    for each in tables.values():
        for figures in each.rows.values():
            assert len(each.columns) == len(figures)
            assert all(figure is None or figure > 0 for figure in figures)
    assert tables["Requests per second"].rows[CLIENTS["httpx"].label] == [1.0, 1.0]
    assert f"Python {sys.version.split()[0]}" in ran.stdout
    assert "\nverdict: " in ran.stdout
    assert "round 1 of 1" in ran.stderr
    assert kept == [path.read_bytes() for path in (ROOT / "README.md", BENCHMARKS / "speed.md")], (
        "only a full run writes"
    )


@pytest.mark.slow
def test_a_run_of_faults_has_a_row_for_each_client() -> None:
    """Each table has a row for each client that is installed; ours fails no GET, and does no POST twice."""
    kept = (BENCHMARKS / "faults.md").read_bytes()
    ran = run("faults")
    assert ran.returncode == 0, ran.stderr
    tables = ran.stdout.split("\n\n**")
    assert len(tables) == len(faults.MEASURES)
    for each in tables:
        assert labels(faults.ROWS) == {label for label in labels(faults.ROWS) if f"\n| {label} |" in each}
    ours = [line.split(" | ") for line in tables[0].splitlines() if line.startswith("| aiochatwoot")]
    assert [("0 of", "0")] * 3 == [(cells[1][:4], cells[3]) for cells in ours]
    assert (BENCHMARKS / "faults.md").read_bytes() == kept, "only a full run writes"


def test_a_run_of_exports_has_a_row_for_each_way() -> None:
    """Each way is measured, and a figure is a ratio above zero; the bare loop is as fast as itself."""
    ran = run("exports")
    assert ran.returncode == 0, ran.stderr
    requests, speed, memory = report.read(ran.stdout)
    ways = {label for name, label in exports.ROWS.items() if name != "sdk" or "sdk" in clients.installed(("sdk",))}
    assert ways == {*requests.rows} == {*speed.rows}
    assert [1.0] == speed.rows[exports.ROWS["bare"]]
    assert [exports.ROWS["ours"]] == [*memory.rows]


def test_one_measurement() -> None:
    """Nothing but the measurement that was asked for; another name is refused."""
    ran = run("faults", "--only", "cut")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("**") == 2
    assert "| aiochatwoot | 0 of 3 | 1 of 3 (33.33%) | 0 | `DecodeError` |" in ran.stdout
    assert "there is no nothing; there are reading, memory," in run("speed", "--only", "nothing").stderr


def test_the_figures_are_the_same_everywhere() -> None:
    """The README has three figures of the last full run; the pages include all of it, with every table and peer."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tables = report.read((BENCHMARKS / "speed.md").read_text(encoding="utf-8"))
    assert report.put(readme, tables) == readme
    assert [table.title for table in tables] == [view.title for m in speed.MEASURES.values() for view in m.views]
    results = (BENCHMARKS / "faults.md").read_text(encoding="utf-8")
    for name in faults.ROWS:
        assert results.count(f"\n| {CLIENTS[name].label} |") == len(faults.MEASURES)
    for page, name in (("comparison.md", "speed"), ("comparison.md", "exports"), ("concepts/faults.md", "faults")):
        assert f'--8<-- "benchmarks/{name}.md"' in (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_a_client_without_its_module_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client whose package cannot be imported has no row."""
    monkeypatch.setitem(sys.modules, "chatwoot", None)
    assert clients.installed(("sdk", "ours")) == ["ours"]


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
    async with clients.ours("http://127.0.0.1:9"):
        assert set(options) == {"token", "account_id", "rate_limit", "transport"}
        assert options["rate_limit"] >= 1_000_000
        assert options["transport"] is None


@pytest.mark.parametrize(("figure", "fails"), [(1.0, True), (1.4, False)])
def test_a_check_fails_where_a_figure_has_fallen_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: float, fails: bool
) -> None:
    """A figure that was much better before ends the command with an error that names it, if it is so twice."""
    measured, times = Table("Import", "to a peer", "lower", ("the package",), {"aiochatwoot": [1.5]}), list[str]()
    before = Table("Import", "to a peer", "lower", ("the package",), {"aiochatwoot": [figure]})
    (tmp_path / "speed.md").write_text(report.write([before], ""), encoding="utf-8")
    monkeypatch.setattr(command, "FOLDER", tmp_path)

    def measure(name: str, **_: object) -> list[Table]:
        times.append(name)
        return [measured]

    monkeypatch.setattr(speed, "measure", measure)
    with contextlib.ExitStack() as stack:
        if fails:
            behind = "fallen behind:\n  worse: Import: aiochatwoot, the package: 1.00 before, now 1.50, 50% worse$"
            stack.enter_context(pytest.raises(SystemExit, match=behind))
        command.main(["speed", "--only", "importing", "--check"])
    assert ["importing"] * (1 + fails) == times


def test_tables_can_be_read_again() -> None:
    """A table written as Markdown is the same when it is read, to the digits that were written."""
    made = [table(aiochatwoot=[1.25, None], peer=[0.004, 17.5]), table("higher", peer=[1.0, 11])]
    assert report.read(report.write(made, "Measured somewhere.")) == made


def test_a_figure_is_the_median_of_turns_that_alternate() -> None:
    """Each client has one turn a round and column, and one slow turn changes nothing."""
    turns: list[str] = []
    samples = iter([1.0, 90.0, 3.0])
    assert speed.medians(["a"], [lambda _: ()], 3, lambda *_: next(samples)) == {"a": [3.0]}

    def turn(name: str, column: speed.Column) -> float:
        turns.append(name)
        return float(*column(speed.TINY))

    assert speed.medians(["a", "b"], [lambda _: (2,), lambda _: (5,)], 2, turn) == {"a": [2, 5], "b": [2, 5]}
    assert [set(turns[begin : begin + 2]) for begin in range(0, 8, 2)] == [{"a", "b"}] * 4


@pytest.mark.parametrize(
    ("better", "figure", "line", "worse"),
    [
        ("lower", 0.4, "as before: Speed: aiochatwoot, one: 0.50 before, now 0.40, 20% better", 0),
        ("lower", 0.6, "as before: Speed: aiochatwoot, one: 0.50 before, now 0.60, 20% worse", 0),
        ("lower", 0.7, "worse: Speed: aiochatwoot, one: 0.50 before, now 0.70, 40% worse", 1),
        ("higher", 0.7, "better: Speed: aiochatwoot, one: 0.50 before, now 0.70, 40% better", 0),
        ("higher", 0.3, "worse: Speed: aiochatwoot, one: 0.50 before, now 0.30, 40% worse", 1),
        ("higher", None, "worse: Speed: aiochatwoot, one: 0.50 before, now not measured", 1),
    ],
)
def test_our_figures_are_compared_with_the_last_full_run(
    better: Better, figure: float | None, line: str, worse: int
) -> None:
    """A line for each of our figures, also of a part; peers may fall behind, and tables and columns be left out."""
    before = [table(better, aiochatwoot=[0.5, None], peer=[1.0, 1.0]), Table("Import", "", "lower", ("a",))]
    found = report.verdict([table(better, aiochatwoot=[figure, 1.0], peer=[9.0, 0.1])], before)
    assert found.lines == [line, f"verdict: {worse} of 1 figures worse than the last full run by over 25%"]
    assert len(found.worse) == worse


async def test_a_tally_counts_what_failed() -> None:
    """How many calls failed, and of which kinds of errors, the most frequent first."""
    tally = Tally()

    async def call(error: Exception | None) -> None:
        if error:
            raise error

    for error in (None, OSError(), ValueError(), ValueError()):
        await tally.of(call(error))
    assert str(tally) == "3 of 4 (75.00%)"
    assert raised(tally) == "`ValueError`, `OSError`"
    assert raised(Tally()) == "-"


@pytest.mark.parametrize("model", [models.Conversation, models.MessageList, models.Message, models.MessageContact])
def test_twins_have_the_fields_of_ours(model: type) -> None:
    """The models that ours are compared with have each of our fields."""
    assert list(twins.Twins("pydantic").of(model).model_fields) == list(model.__annotations__)


@pytest.mark.parametrize("body", ["window", "mixed"])
def test_twins_read_the_same_values(body: str) -> None:
    """The models that ours are compared with do the work: datetimes, enumerations, senders by their type."""
    content = bodies.body(body, 40)
    ours = models.MessageList.from_dict(json.loads(content)).payload
    theirs = twins.reader("pydantic", models.MessageList)(content).payload
    assert [each.created_at for each in theirs] == [each.created_at for each in ours]
    assert [each.message_type for each in theirs] == [each.message_type for each in ours]
    senders = [type(each.sender).__name__ if each.sender else None for each in ours]
    assert [type(each.sender).__name__ if each.sender else None for each in theirs] == senders
    assert {"MessageContact", "MessageUser"} <= {*senders}


@pytest.mark.parametrize("body", ["conversation", "window", "mixed"])
def test_bodies_fit_the_contract(body: str) -> None:
    """No deviation is reported while the measured bodies are read, and they have as many messages as were asked for."""
    content = bodies.body(body, 200)
    reader = CLIENTS["ours"].reader
    assert reader is not None
    read: Any = reader("Conversation" if body == "conversation" else "MessageList")(content)
    assert body == "conversation" or [each.id for each in read.payload] == list(range(1, 201))


def test_a_mixed_window_has_many_shapes_and_short_texts() -> None:
    """Keys that servers send only sometimes come and go, content types vary, and each run has the same bytes."""
    content = bodies.body("mixed", 300)
    assert bodies.body("mixed", 300) == content
    rows = json.loads(content)["payload"]
    assert len({tuple(sorted(row)) for row in rows}) >= 6
    assert {"text", "input_select", "cards", "form", "article"} <= {row["content_type"] for row in rows}
    assert max(len(row["content"] or "") for row in rows) <= 20
    assert len({tuple(sorted(row)) for row in json.loads(bodies.body("window", 300))["payload"]}) == 1


async def test_the_server_sends_a_recorded_conversation_with_the_headers_of_a_real_one() -> None:
    """The response is the recorded one, with its length, and dated now, since rate limiters read the date."""
    async with server.running() as started:
        reader, writer = await asyncio.open_connection(server.HOST, started.port)
        writer.write(b"GET /near/api/v1/accounts/1/conversations/1 HTTP/1.1\r\nhost: x\r\n\r\n")
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.split(": ", 1) for line in head.strip().split("\r\n")[1:])
        assert await reader.readexactly(int(headers["content-length"])) == bodies.body("conversation", 1)
        writer.close()
    assert {"date", "etag", "vary", "cache-control", "x-request-id", "x-runtime"} <= set(headers)
    assert abs(parsedate_to_datetime(headers["date"]).timestamp() - time.time()) < 5


def test_the_server_does_not_wait_for_acknowledgments() -> None:
    """Its socket names TCP, without which asyncio leaves Nagle's algorithm on: 40 ms a response."""
    with server.listen(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
