"""`check-contract`: compares a server or recordings with the contract."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import Result

from aiochatwoot import Chatwoot
from aiochatwoot.cli import cli
from aiochatwoot.cli.contract_check import ContractCheck, Exchange, check_server, read_exchanges
from aiochatwoot.testing import FakeChatwoot

from .commands import connect, runner
from .conftest import CAPTURES, load_capture

pytestmark = pytest.mark.usefixtures("one_attempt")

OURS = ["conversation_*", "list_page*", "messages_*", "profile"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeChatwoot]:
    with FakeChatwoot() as server:
        monkeypatch.setenv("CHATWOOT_BASE_URL", server.base_url)
        monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", server.token)
        monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", str(server.account_id))
        yield server


def run(*arguments: object) -> Result:
    return runner().invoke(cli, ["check-contract", *map(str, arguments)])


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in CAPTURES.glob(f"{pattern}.json"))


def document(*arguments: object) -> Any:
    return json.loads(run("--json", *arguments).stdout)


def test_captures_do_not_deviate() -> None:
    """Recorded responses match the contract: no capture of its operations has a deviation."""
    result = run(*files(*OURS))
    assert result.exit_code == 0
    assert "Nothing deviates from the contract." in result.stdout
    assert document(*files(*OURS))["answers"] == {
        "conversations.get": 8,
        "conversations.list": 2,
        "messages.list": 7,
        "profile.get": 1,
    }


def test_all_recorded_files_can_be_given() -> None:
    """Recordings of other operations, and of errors, are skipped and named."""
    found = document(*files("*"))
    assert found["deviations"] == []
    assert any("err_404.json: conversations.get: status 404, not a success" in each for each in found["skipped"])
    assert any("/nonsense: no such operation in the contract" in each for each in found["skipped"])
    assert "more, which --json has" in run(*files("*")).stdout


def test_an_alteration_is_found_exactly(tmp_path: Path) -> None:
    """If a capture is altered in known places, exactly these are printed, with counts and an example."""
    capture = json.loads((CAPTURES / "messages_conv3.json").read_text(encoding="utf-8"))
    body = json.loads(capture["body_text"])
    for message in body["payload"]:
        message["status"] = "bounced"
    body["payload"][2]["created_at"] = "yesterday at noon"
    del body["payload"][1]["private"]
    body["meta"]["mood"] = "Zoë is sad"
    altered = tmp_path / "altered.json"
    altered.write_text(json.dumps(capture | {"body_text": json.dumps(body)}), encoding="utf-8")

    assert [
        (each["path"], each["count"], each["got"], each["example"]) for each in document(altered)["deviations"]
    ] == [
        ("$.payload[*].status", len(body["payload"]), "string 'bounced'", "$.payload[0].status"),
        ("$.meta.mood", 1, "string", "$.meta.mood"),
        ("$.payload[*].private", 1, "nothing", "$.payload[1].private"),
        ("$.payload[*].created_at", 1, "string of 17 characters", "$.payload[2].created_at"),
    ]
    result = run(altered)
    assert result.exit_code == 1
    assert "one of sent, delivered, read, failed" in result.stdout
    assert "yesterday" not in result.stdout
    assert "sad" not in result.stdout


def test_fields_that_never_came_are_listed() -> None:
    """Optional fields that no response had are listed for the models that occurred; received fields are not."""
    unseen = document(CAPTURES / "conversation_rich.json")["never_seen"]
    assert "Conversation.applied_sla" in unseen
    assert "ConversationMeta.assignee" in unseen
    assert "ConversationMeta.team" not in unseen
    assert not any(each.startswith("Profile.") for each in unseen)


def test_a_server_is_checked_by_reading_alone(server: FakeChatwoot) -> None:
    """Samples of everything readable are fetched from a server; only GET requests are sent."""
    result = run("--conversations", 5)
    assert result.exit_code == 0, result.output
    found = document("--conversations", 5)
    counts = {"profile.get": 1, "conversations.list": 1, "conversations.get": 5, "messages.list": 5, "labels.get": 1}
    assert counts.items() <= found["answers"].items()
    assert found["answers"].keys() >= {"account.get", "inboxes.list", "inboxes.get", "contacts.search"}
    assert found["deviations"] == []
    assert found["version"] == "4.16.2"
    assert {request.method for request in server.requests} == {"GET"}


@pytest.mark.parametrize(
    ("files_of", "version"),
    [("*.json", "4.10.0"), ("v4_16_2/operations.json", "4.16.2"), ("v4_16_2/breadth.json", "4.16.2")],
)
def test_recordings_of_every_version_fit(files_of: str, version: str) -> None:
    """No recording deviates, and each is assigned to its version."""
    found = document(*sorted(CAPTURES.glob(files_of)))

    assert found["deviations"] == []
    assert found["version"] == version


def test_the_account_of_platform_apps_is_another_operation() -> None:
    """A platform path with the same end as an account's is not mistaken for it."""
    for path, expected in {
        "/chat/api/v1/accounts/9": ["account.get"],
        "/chat/platform/api/v1/accounts/9": ["platform_accounts.get"],
        "/enterprise/api/v1/accounts/9": [],
    }.items():
        check = ContractCheck()
        check.add(Exchange("f", "GET", path, 200, b"{}"))
        assert [*{each.example.operation for each in check.findings}] == expected


def test_bodies_in_envelopes_tell_calls_apart() -> None:
    """A body with another envelope than the operation's is not one of its calls."""
    check = ContractCheck()
    path = "/public/api/v1/csat_survey/u"
    for sent in ({"message": 5}, {"message": {"submitted_values": {"csat_survey_response": {"rating": 1}}}}):
        check.add(Exchange("f", "PATCH", path, 200, b"{}", sent=sent))
    assert check.answers == {"public_csat_survey.update": 2}


def test_a_server_that_says_no_is_no_result(server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing could be checked, the command fails, with the reasons."""
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", "wrong")
    result = run()
    assert result.exit_code == 1
    assert "Invalid Access Token" in result.stdout
    assert "nothing was checked" in result.stderr


def test_a_wrong_account_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """If only the profile could be checked, the command fails, and names each skipped call once."""
    connect(monkeypatch, FakeChatwoot())
    monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", "77")
    result = run()
    assert (result.exit_code, result.stdout.count("conversations.list:")) == (1, 1)
    assert "nothing of the account was checked" in result.stderr


async def test_a_deviating_server_is_told(server: FakeChatwoot) -> None:
    """Deviations of a server are counted by path, also if a whole response has another type."""
    profile = load_capture("profile")

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/profile"):
            return httpx.Response(
                200, content=profile.text.replace('"agent"', "5").replace('"administrator"', '"owner"').encode()
            )
        if request.url.path.endswith("/conversations"):
            rows = [{"id": 3}, "x"] if request.url.params.get("page", "1") == "1" else []
            return httpx.Response(200, json={"data": {"meta": {}, "payload": rows}})
        return httpx.Response(200, json=[])

    check = ContractCheck()
    transport = httpx.MockTransport(answer)
    async with Chatwoot(
        "https://chat.test", token="t" * 8, account_id=1, transport=transport, on_drift=check.note
    ) as client:
        await check_server(client, check, 10)
    paths = {(each.example.operation, each.example.pattern) for each in check.findings}
    assert paths >= {
        ("profile.get", "$.role"),
        ("profile.get", "$.accounts[*].role"),
        ("conversations.list", "$.data.payload[*]"),
        ("conversations.get", "$"),
        ("messages.list", "$"),
    }


def test_every_form_of_recording_is_read() -> None:
    """A capture, a list or map of captures, a HAR archive, and a bare body are read; others are refused."""
    capture = {
        "request": {"method": "get", "path": "https://x.test/chat/api/v1/profile?a=1"},
        "status": 200,
        "body": {},
    }
    har = {
        "log": {
            "entries": [
                {
                    "request": {
                        "method": "GET",
                        "url": "https://x.test/api/v1/profile",
                        "postData": {"text": "a=1&b=2"},
                    },
                    "response": {"status": 200, "content": {"text": "{}"}},
                }
            ]
        }
    }
    for data, operation, sources in (
        (capture, None, ["f"]),
        ([capture, capture], None, ["f[0]", "f[1]"]),
        ({"one": capture}, None, ["f[one]"]),
        (har, None, ["f[0]"]),
        ({}, "profile.get", ["f"]),
    ):
        exchanges = list(read_exchanges("f", json.dumps(data), operation))
        assert sources == [each.source for each in exchanges]
        for each in exchanges:
            check = ContractCheck()
            check.add(each)
            assert check.answers == {"profile.get": 1}
    with pytest.raises(ValueError, match="is no recorded exchange; for a bare body, say --operation"):
        list(read_exchanges("f", '{"id": 5}'))


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    """A file that is not a recording, or names an unknown operation, is an error without a traceback."""
    broken = tmp_path / "broken.json"
    for content in ("{", "5", '{"request": {}}'):
        broken.write_text(content, encoding="utf-8")
        result = run(broken)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"Error: {broken}: ")
    broken.write_text("{}", encoding="utf-8")
    result = run("--operation", "nope_get", broken)
    assert "nope_get: no such operation in the contract" in result.stdout
    assert result.exit_code == 1


def test_a_body_of_another_kind_is_a_deviation() -> None:
    """A recorded body that is not JSON, or an array instead of an object, is reported at the top."""
    for content in (b"<html>", b"[]"):
        check = ContractCheck()
        check.add(Exchange("f", "GET", "/api/v1/profile", 200, content))
        assert [each.example.path for each in check.findings] == ["$"]
        assert check.answers == {}


def test_in_a_terminal_lines_fit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table fits the width of a terminal; in a file it is as wide as its lines."""
    arguments = ("--operation", "conversations.get", CAPTURES / "profile.json")
    assert max(map(len, run(*arguments).stdout.splitlines())) > 80
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")  # 80 columns
    assert max(map(len, run(*arguments).stdout.splitlines())) <= 80
