"""The benchmarks measure what their pages describe, and the results can be compared; figures are not tested."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import subprocess
import sys
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Self

import pytest
from benchmarks import __main__ as command
from benchmarks import bodies, exports, faults, report, runner, server, speed, twins
from benchmarks.clients import CLIENTS, Client
from benchmarks.runner import Measure

import aiochatwoot
from aiochatwoot import models

pytestmark = pytest.mark.apart

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments, "--tiny"]
    # Seconds. The limit ends a run that hangs; on a busy machine, the run of all tables takes over 5 minutes.
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)


def table(title: str, columns: str, rows: str, better: str = "lower") -> str:
    """Return a table in the form of the pages."""
    count = columns.count("|") + 1
    return f"**{title}**: to a peer; {better} is better.\n\n|  | {columns} |\n| ---{' | --:' * count} |\n{rows}\n"


def rows(document: str) -> dict[str, dict[str, list[str]]]:
    """Return the cells of all tables, by title and label."""
    found: dict[str, dict[str, list[str]]] = {}
    for text in document.split("\n**"):
        title, _, rest = text.lstrip("*").partition("**: ")
        lines = [line.strip("| ").split(" | ") for line in rest.splitlines() if line.startswith("| ")]
        found[title] = {label: cells for label, *cells in lines[2:]}
    return found


def labels(measured: Measure) -> list[str]:
    return [client.label for client in measured.clients.values() if client.is_installed]


@pytest.mark.slow
@pytest.mark.parametrize("name", command.SETS)
def test_a_run_measures_every_table(name: str) -> None:
    """Each table has a row for each installed client, and progress is printed; only a full run writes files."""
    paths = [ROOT / "README.md", *sorted(BENCHMARKS.glob("*.md"))]
    kept = [path.read_bytes() for path in paths]
    ran = run(name)
    assert ran.returncode == 0, ran.stderr
    found = rows(ran.stdout)
    for measured in command.SETS[name].values():
        for title, peers in measured.tables.items():
            shown = [CLIENTS[each].label for each in peers] if title.startswith("Share") else labels(measured)
            assert [label for label in labels(measured) if label in shown] == [*found[title]]
        assert f"{', '.join(measured.tables)}, round 1 of 1: {labels(measured)[0]}\n" in ran.stderr
    if name == "speed":
        assert found["Requests per second"][CLIENTS["httpx"].label] == ["1.00", "1.00"]
        assert all(float(cell) > 0 for table in found.values() for cells in table.values() for cell in cells)
        assert "\nverdict: " in ran.stdout
    else:
        ours = [cells for label, cells in found["Restarts"].items() if label.startswith("aiochatwoot")]
        assert [(gets[:4], twice) for gets, _, twice, _ in ours] == [("0 of", "0")] * 3
    assert [path.read_bytes() for path in paths] == kept


def test_one_measurement() -> None:
    """`--only` runs a single measurement, and refuses an unknown name."""
    ran = run("faults", "--only", "cut")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("**") == 2
    assert "| aiochatwoot | 0 of 3 | 1 of 3 (33.33%) | 0 | `DecodeError` |" in ran.stdout
    assert "unknown part: nothing; choose from reading, memory," in run("speed", "--only", "nothing").stderr


def test_an_export_is_measured() -> None:
    """Each way to export has a row, and ours has a verdict."""
    ran = run("speed", "--only", "export-requests")
    assert ran.returncode == 0, ran.stderr
    assert labels(exports.MEASURES["export-requests"]) == [*rows(ran.stdout)["Requests of an export"]]
    assert ": Requests of an export: aiochatwoot export, requests: " in ran.stdout
    assert "\nverdict: " in ran.stdout


def test_the_figures_are_the_same_everywhere() -> None:
    """The README shows three figures of the last full run; the pages include all figures, with every table and peer."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    results = {name: (BENCHMARKS / f"{name}.md").read_text(encoding="utf-8") for name in command.SETS}
    assert report.put(readme, results["speed"]) == readme
    assert (
        sum(f" | {report.figures(results['speed'])[name][0]:.2f} |" in readme for name in report.HEADLINES.values())
        == 3
    )
    for name, page in (("speed", "comparison.md"), ("faults", "concepts/faults.md")):
        found = rows(results[name])
        assert [title for each in command.SETS[name].values() for title in each.tables] == [*found]
        for each in command.SETS[name].values():
            for title, peers in each.tables.items():
                expected = [each.clients[client].label for client in each.clients if client in (peers or each.clients)]
                assert [*found[title]] == expected
        assert f'--8<-- "benchmarks/{name}.md"' in (ROOT / "docs" / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "turn", "constants"),
    [
        ("Restarts", faults.restarts, ()),
        ("The end of a keep-alive", None, (server.KEPT,)),
        ("429 by a rule", faults.rule, (server.SEARCHES,)),
        ("429 with `Retry-After`", faults.storm, ()),
        ("Bombs", faults.bombs, ()),
        ("A body that trickles", faults.late, (server.PIECE, server.PIECES)),
        ("A server far away", None, (server.DELAY * 1000, speed.PLACES)),
        ("Memory of an export", exports.memory, ()),
    ],
)
def test_the_words_of_a_table_name_the_sizes(title: str, turn: Any, constants: tuple[float, ...]) -> None:
    """The text of each table states the default sizes of its measurement."""
    results = "".join((BENCHMARKS / f"{name}.md").read_text(encoding="utf-8") for name in command.SETS)
    text = results.partition(f"**{title}**: ")[2].partition("\n")[0].replace(",", "")
    for size in [*constants, *(turn.__kwdefaults__.values() if turn else ())]:
        assert re.search(rf"\b{size:g}\b", text)


def test_a_client_without_its_module_is_left_out() -> None:
    """A client whose package is not installed has no row."""
    missing = Client("missing", "a_module_that_nobody_has")
    measured = Measure({"Sizes": {}}, size, {"missing": missing, "ours": CLIENTS["ours"]}, rounds=1)
    assert measured.run() == {"Sizes": {"aiochatwoot": [4]}}


async def test_ours_runs_with_default_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client is measured with its defaults; its rate limit is on, but too high to wait for."""
    options: dict[str, Any] = {}

    class Client:
        def __init__(self, base_url: str, **given: Any) -> None:
            options.update(given)

        async def __aenter__(self) -> Self:
            return self

        async def __aexit__(self, *_: object) -> None: ...

    monkeypatch.setattr(aiochatwoot, "Chatwoot", Client)
    async with CLIENTS["ours"].open("http://127.0.0.1:9"):
        assert set(options) == {"token", "account_id", "rate_limit"}
        assert options["rate_limit"] >= 1_000_000


@pytest.mark.parametrize(("figure", "fails"), [(1.0, True), (1.4, False)])
def test_a_check_fails_where_a_figure_has_fallen_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: float, fails: bool
) -> None:
    """If a figure is much worse than before in two runs, the command ends with an error that names it."""
    before = table("Import", "the package", f"| aiochatwoot | {figure:.2f} |")
    (tmp_path / "speed.md").write_text(before, encoding="utf-8")
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    times = list[str]()

    def run(measured: Measure, **_: object) -> dict[str, dict[str, list[float]]]:
        times.extend(measured.tables)
        return {"Import": {"aiochatwoot": [1.5]}}

    monkeypatch.setattr(Measure, "run", run)
    with contextlib.ExitStack() as stack:
        if fails:
            behind = "fallen behind:\n  worse: Import: aiochatwoot, the package: 1.00 before, now 1.50, 50% worse$"
            stack.enter_context(pytest.raises(SystemExit, match=behind))
        command.main(["speed", "--only", "importing", "--check"])
    assert ["Import"] * (1 + fails) == times
    assert (tmp_path / "speed.md").read_text(encoding="utf-8") == before, "a check writes nothing"


def test_a_full_run_writes_the_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full run replaces the rows of the page and the README's figures; the texts stay."""
    (tmp_path / "speed.md").write_text((BENCHMARKS / "speed.md").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "README.md").write_text((ROOT / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    monkeypatch.setattr(command, "README", tmp_path / "README.md")
    monkeypatch.setattr(command, "PACKAGES", ("httpx",))
    monkeypatch.setattr(
        command, "measured", lambda *_, **__: {"Messages in memory": {"aiochatwoot": [0.0625], "peer": [17.5]}}
    )
    command.main(["speed"])
    written = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert "\n| --- | --: |\n| aiochatwoot | 0.062 |\n| peer | 17.50 |\n\n**" in written
    assert f" Python {sys.version.split()[0]}, " in written
    assert rows(written).keys() == rows((BENCHMARKS / "speed.md").read_text(encoding="utf-8")).keys()
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| memory of these messages, to plain dicts; lower is better | 0.062 |\n" in readme
    assert (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:100] == readme.splitlines()[:100]


def size(name: str, *, size: int = 4) -> list[int]:
    return [size]


@pytest.mark.parametrize("at_once", [False, True])
def test_a_figure_is_the_median_of_turns_that_alternate(monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    """Each client has one turn in each round, one slow turn changes nothing, and ratios are relative to a peer."""
    turns: list[str] = []
    figures = {"a": iter([1.0, 90.0, 3.0]), "b": iter([2.0, 6.0, 8.0])}

    def in_process(_: object, name: str, **options: object) -> list[float]:
        assert options == {"has_msgspec": name == "b", "size": 4}
        turns.append(name)
        return [next(figures[name])]

    monkeypatch.setattr(runner, "in_process", in_process)
    measured = Measure(
        {"Sizes": {}, "Ratios": {"b": "a"}},
        size,
        {"a": Client("A"), "b": Client("B", "msgspec")},
        rounds=3,
        at_once=at_once,
    )
    assert measured.run() == {"Sizes": {"A": [3.0], "B": [6.0]}, "Ratios": {"B": [2.0]}}
    assert [{"a", "b"}] * 3 == [{*turns[begin : begin + 2]} for begin in range(0, 6, 2)]


@pytest.mark.parametrize(
    ("better", "figure", "line"),
    [
        ("lower", "0.40", "as before: Speed: aiochatwoot, one: 0.50 before, now 0.40, 20% better"),
        ("lower", "0.60", "as before: Speed: aiochatwoot, one: 0.50 before, now 0.60, 20% worse"),
        ("lower", "0.70", "worse: Speed: aiochatwoot, one: 0.50 before, now 0.70, 40% worse"),
        ("higher", "0.70", "better: Speed: aiochatwoot, one: 0.50 before, now 0.70, 40% better"),
        ("higher", "0.30", "worse: Speed: aiochatwoot, one: 0.50 before, now 0.30, 40% worse"),
        ("higher", None, "worse: Speed: aiochatwoot, one: 0.50 before, now not measured"),
    ],
)
def test_our_figures_are_compared_with_the_last_full_run(better: str, figure: str | None, line: str) -> None:
    """The verdict has a line for each of our figures in the measured tables; peers and other tables do not matter."""
    before = table("Speed", "one", "| aiochatwoot | 0.50 |\n| peer | 1.00 |", better) + table(
        "Import", "a", "| aiochatwoot | 1 |"
    )
    ours = f"| aiochatwoot | {figure} |\n" if figure else ""
    found = report.verdict(table("Speed", "one", f"{ours}| peer | 9.00 |", better), before, ["Speed"])
    assert found == {"Speed: aiochatwoot, one": line}


async def test_how_calls_end() -> None:
    """The tables show how many calls failed, the kinds of errors by frequency, and the slowest duration."""

    async def call(error: Exception | None) -> None:
        if error:
            raise error

    ends = await faults.together(map(call, (None, OSError(), ValueError(), ValueError())))
    assert faults.failed(ends) == "3 of 4 (75.00%)"
    assert faults.errors(*ends) == "`ValueError`, `OSError`"
    assert (faults.failed(ends[:1]), faults.errors(*ends[:1])) == ("0 of 1", "-")
    assert faults.slowest([("", 2.5), ("OSError", 0.25)]) == "2.5 s"


@pytest.mark.parametrize("model", [models.Conversation, models.MessageList, models.Message, models.MessageContact])
def test_twins_have_the_fields_of_ours(model: type) -> None:
    """The compared models have each field of our models."""
    assert list(twins.twin("pydantic", model).model_fields) == list(model.__annotations__)


@pytest.mark.parametrize("body", ["window", "mixed"])
def test_twins_read_the_same_values(body: str) -> None:
    """The compared models decode the same values: datetimes, enumerations, and senders by their type."""
    content = bodies.body(body, 40)
    ours = models.MessageList.from_dict(json.loads(content)).payload
    theirs = twins.reader("pydantic", "MessageList")(content).payload
    assert [each.created_at for each in theirs] == [each.created_at for each in ours]
    assert [each.message_type for each in theirs] == [each.message_type for each in ours]
    senders = [type(each.sender).__name__ if each.sender else None for each in ours]
    assert [type(each.sender).__name__ if each.sender else None for each in theirs] == senders
    assert {*senders} >= {"MessageContact", "MessageUser"}


@pytest.mark.parametrize("body", ["conversation", "window", "mixed"])
def test_bodies_fit_the_contract(body: str) -> None:
    """The measured bodies are read without a deviation, and have the requested number of messages."""
    content = bodies.body(body, 200)
    read: Any = CLIENTS["ours"].reader("Conversation" if body == "conversation" else "MessageList")(content)
    assert body == "conversation" or [each.id for each in read.payload] == list(range(1, 201))


def test_a_mixed_window_has_many_shapes_and_short_texts() -> None:
    """Optional keys come and go, content types vary, and each run has the same bytes."""
    content = bodies.body("mixed", 300)
    assert bodies.body("mixed", 300) == content
    rows = json.loads(content)["payload"]
    assert len({tuple(sorted(row)) for row in rows}) >= 6
    assert {row["content_type"] for row in rows} >= {"text", "input_select", "cards", "form", "article"}
    assert max(len(row["content"] or "") for row in rows) <= 20
    assert len({tuple(sorted(row)) for row in json.loads(bodies.body("window", 300))["payload"]}) == 1


async def test_the_server_sends_a_recorded_conversation_with_the_headers_of_a_real_one() -> None:
    """The response is the recorded one with its length; its date is current, since rate limiters read it."""
    async with server.Server() as started:
        reader, writer = await asyncio.open_connection(server.HOST, started.port)
        writer.write(b"GET /near/api/v1/accounts/1/conversations/1 HTTP/1.1\r\nhost: x\r\n\r\n")
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.split(": ", 1) for line in head.strip().split("\r\n")[1:])
        assert await reader.readexactly(int(headers["content-length"])) == bodies.body("conversation", 1)
        writer.close()
    assert set(headers) >= {"date", "etag", "vary", "cache-control", "x-request-id", "x-runtime"}
    assert abs(parsedate_to_datetime(headers["date"]).timestamp() - time.time()) < 5


async def test_the_server_does_not_wait_for_acknowledgments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nagle's algorithm, which would cost 40 ms for each response, is off."""
    accepted: asyncio.Future[asyncio.StreamWriter] = asyncio.get_running_loop().create_future()

    async def respond(writer: asyncio.StreamWriter, *_: object) -> None:
        accepted.set_result(writer)

    monkeypatch.setattr(server, "_respond", respond)
    with socket.create_server((server.HOST, 0)) as free:
        port: int = free.getsockname()[1]
    serving = asyncio.create_task(server._serve(port, tmp_path))
    while True:
        try:
            _, writer = await asyncio.open_connection(server.HOST, port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.01)
        else:
            break
    writer.write(b"GET /well HTTP/1.1\r\n\r\n")
    connected = (await accepted).get_extra_info("socket")
    assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    writer.close()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
