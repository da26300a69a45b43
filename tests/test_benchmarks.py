"""The benchmark measures what it says, and its tables can be compared; the figures themselves are nobody's test."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import payloads, report, server, stock, twins
from benchmarks.report import Better, Table
from ruamel.yaml import YAML

from aiochatwoot import models
from aiochatwoot._wire.kinds import fields

pytestmark = pytest.mark.apart

ROOT = Path(__file__).parent.parent
# What development has anyway.
CONTENDERS = ("httpx", "stock", "pydantic", "ours")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    contenders = [f"--contender={name}" for name in CONTENDERS]
    command = [sys.executable, "-m", "benchmarks", "--tiny", *contenders, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def table(better: Better = "lower", **rows: list[float | None]) -> Table:
    return Table("Speed", "to a peer", better, ("one", "two"), dict(rows))


def test_a_run_measures_every_table() -> None:
    """Everything is measured with what development has, and each figure is a ratio above nothing."""
    readme = (ROOT / "README.md").read_bytes()
    ran = run()
    assert ran.returncode == 0, ran.stderr
    tables = {each.title: each for each in report.read(ran.stdout)}
    stock_label, pydantic_label = "openapi-python-client, stock", "pydantic, the same fields"
    assert {title: list(each.rows) for title, each in tables.items()} == {
        "Bytes to typed models": [stock_label, pydantic_label, "aiochatwoot"],
        "Requests per second": ["bare httpx and json", stock_label, "aiochatwoot"],
        "Cost of a request": ["bare httpx and json", "aiochatwoot"],
        "A server far away": ["bare httpx and json", "aiochatwoot"],
        "Import": ["httpx", "aiochatwoot"],
        "Messages in memory": [stock_label, pydantic_label, "aiochatwoot"],
        "Many whole conversations": ["aiochatwoot"],
    }
    for each in tables.values():
        for figures in each.rows.values():
            assert len(each.columns) == len(figures)
            assert all(figure is not None and figure > 0 for figure in figures)
    assert tables["Requests per second"].rows["bare httpx and json"] == [1.0, 1.0]
    assert "Medians of 1 rounds" in ran.stdout
    assert f"Python {sys.version.split()[0]}" in ran.stdout
    assert readme == (ROOT / "README.md").read_bytes(), "only a full run writes"


def test_the_figures_are_the_same_everywhere() -> None:
    """The README has the tables of the last full run, which the page of the comparison includes."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    results = (ROOT / "benchmarks" / "results.md").read_text(encoding="utf-8")
    assert results.strip() == readme.partition("<!-- benchmarks -->")[2].partition("<!-- /benchmarks -->")[0].strip()
    assert '--8<-- "benchmarks/results.md"' in (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")


def test_a_contender_without_its_package_is_left_out() -> None:
    """Where a package is not installed, its row is missing, and a line says why."""
    script = "import sys; sys.modules['chatwoot'] = None; from benchmarks.contenders import CONTENDERS as all; "
    script += "print(all['sdk'].is_possible(), all['ours'].is_possible())"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(("figure", "code"), [("0.001", 1), ("1000", 0)])
def test_a_check_fails_where_a_figure_has_fallen_behind(tmp_path: Path, figure: str, code: int) -> None:
    """A figure that was much better before ends the command with an error that names it."""
    before = Table("Import", "to a peer", "lower", ("the package",), {"aiochatwoot": [float(figure)]})
    document = tmp_path / "README.md"
    document.write_text(f"{report.OPENED}\n{report.CLOSED}", encoding="utf-8")
    document.write_text(report.put(document.read_text(encoding="utf-8"), report.write([before], "")), encoding="utf-8")
    ran = run("--only", "importing", "--check", "--against", str(document))
    assert code == ran.returncode, ran.stderr
    assert ("Import: aiochatwoot, the package: 0.001 before" in ran.stderr) == bool(code)


def test_a_check_needs_something_to_compare_with(tmp_path: Path) -> None:
    """Without tables from before there is no saying, and nothing is measured."""
    document = tmp_path / "README.md"
    document.write_text("no tables", encoding="utf-8")
    ran = run("--check", "--against", str(document))
    assert ran.returncode == 1
    assert "has no tables to compare with" in ran.stderr


def test_tables_can_be_read_again() -> None:
    """What is written as Markdown is the same table when it is read, to the digits that were written."""
    made = [table(aiochatwoot=[1.25, None], peer=[0.004, 17.5]), table("higher", peer=[1.0, 2.0])]
    assert made == report.read(report.write(made, "Measured somewhere."))


def test_a_figure_is_the_median_of_its_samples() -> None:
    """One slow round changes nothing, and a column without samples has no figure."""
    made = table()
    made.add("aiochatwoot", [[1.0, 9.0, 2.0], []])
    assert made.rows == {"aiochatwoot": [2.0, None]}


def test_tables_stand_between_markers() -> None:
    """Only what is between the markers changes; a document without them stays as it is."""
    document = f"before\n{report.OPENED}\nold\n{report.CLOSED}\nafter"
    changed = report.put(document, "new\n")
    assert changed == f"before\n{report.OPENED}\nnew\n{report.CLOSED}\nafter"
    assert report.get(changed) == "\nnew\n"
    for without in ("no markers", f"{report.OPENED} and no end"):
        assert without == report.put(without, "new")
        assert report.get(without) == ""


@pytest.mark.parametrize(("better", "now", "is_behind"), [
    ("lower", 1.24, False),
    ("lower", 1.26, True),
    ("lower", 0.1, False),
    ("higher", 0.81, False),
    ("higher", 0.79, True),
    ("higher", 9.0, False),
])  # fmt: skip
def test_more_than_a_quarter_is_behind(better: Better, now: float, is_behind: bool) -> None:
    """A figure may vary by a quarter, in the direction that is the worse one for its table."""
    found = report.behind([table(better, aiochatwoot=[1.0, None])], [table(better, aiochatwoot=[now, None])])
    assert is_behind == bool(found)


def test_only_what_was_measured_of_ours_is_compared() -> None:
    """Peers may fall behind, and tables and conditions may be left out; a row that is lost is behind."""
    rows: dict[str, list[float | None]] = {name: [1.0, 1.0] for name in ("aiochatwoot", "aiochatwoot[fast]", "peer")}
    before = Table("Speed", "to a peer", "lower", ("one", "two"), rows)
    assert report.behind([before], []) == {}
    less = Table("Speed", "to a peer", "lower", ("one",), {"aiochatwoot": [1.0], "peer": [9.0]})
    lost = "Speed: aiochatwoot[fast], one: 1.00 before, - now"
    assert {("Speed", "aiochatwoot[fast]", "one"): lost} == report.behind([before], [less])


@pytest.mark.parametrize("model", [models.Conversation, models.MessageList, models.Message, models.MessageContact])
def test_twins_have_the_fields_of_ours(model: type) -> None:
    """The models that ours are compared with have each of our fields."""
    assert [each.name for each in fields(model)] == list(twins.PydanticTwins().of(model).model_fields)


def test_twins_read_the_same_values() -> None:
    """The models that ours are compared with do the work: datetimes, enumerations, senders by their type."""
    content = payloads.body("window", 40)
    ours = models.MessageList.from_dict(json.loads(content)).payload
    theirs = twins.PydanticTwins().of(models.MessageList).model_validate_json(content).payload
    assert [each.created_at for each in ours] == [each.created_at for each in theirs]
    assert [each.message_type for each in ours] == [each.message_type for each in theirs]
    assert [type(each.sender).__name__ for each in ours] == [type(each.sender).__name__ for each in theirs]
    assert {"MessageContact", "MessageUser"} == {type(each.sender).__name__ for each in ours}


def test_twins_know_no_circles() -> None:
    """A model in a circle is refused, so that a contract which gets one says so."""
    with pytest.raises(TypeError, match="circle"):
        twins.PydanticTwins().of("somewhere:Message")


def test_the_stock_contract_is_a_part_of_ours() -> None:
    """The measured operations and what they refer to are as they are in the contract, and nothing is missing."""
    whole = YAML(typ="safe").load(stock.CONTRACT)
    part = stock.cut(whole)
    assert {path: whole["paths"][path]["get"] for path in part["paths"]} == {
        path: item["get"] for path, item in part["paths"].items()
    }
    assert {item["get"]["operationId"] for item in part["paths"].values()} == set(stock.OPERATIONS)
    for kind, entries in part["components"].items():
        for name, entry in entries.items():
            assert whole["components"][kind][name] == entry


@pytest.mark.parametrize(("query", "ids"), [
    ("", range(1, 31)),
    ("?after=0&before=2147483647", range(1, 31)),
    ("?after=5&before=11", range(5, 11)),
    ("?after=40&before=50", range(0)),
])  # fmt: skip
def test_the_server_cuts_windows_by_id(query: str, ids: range) -> None:
    """A whole conversation can be fetched from it: windows of ids are what they are on a real server."""
    head, _, content = (
        server.Answers(30).get(f"/accounts/1/conversations/7/messages{query}".encode()).partition(b"\r\n\r\n")
    )
    assert list(ids) == [row["id"] for row in json.loads(content)["payload"]]
    assert f"content-length: {len(content)}".encode() in head


def test_the_server_answers_a_recorded_conversation() -> None:
    """Whatever is asked for beside messages is the conversation, as it was recorded."""
    answer = server.Answers(30).get(b"/api/v1/accounts/1/conversations/1")
    assert payloads.conversation() == answer.partition(b"\r\n\r\n")[2]


def test_the_server_does_not_wait_for_acknowledgments() -> None:
    """Its socket names TCP, without which asyncio leaves Nagle's algorithm on: 40 ms an answer."""
    with server.listener() as listening:
        assert listening.proto == socket.IPPROTO_TCP
