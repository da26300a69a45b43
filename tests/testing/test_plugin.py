"""The pytest fixtures, in separate sessions: with each plugin for async tests, and without the extra."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import anyio.pytest_plugin
import httpcore
import pytest
import pytest_asyncio.plugin

from aiochatwoot.testing import plugin

pytest_plugins = ["pytester"]
# httpx loads it when first used. In a session below that would be undone, which httpx does not expect.
LOADED = httpcore.__name__

PRINT = "print(json.dumps(sorted(sys.modules)))"
BOT = '''
from aiochatwoot.testing import faults

PATH = "/api/v1/accounts/{account_id}/conversations/{id}/messages"

async def bot(chatwoot, conversation_id):
    """Greets whoever wrote last."""
    conversation = await chatwoot.conversations.get(conversation_id)
    if conversation.messages and conversation.messages[-1].message_type == 0:
        path = PATH.format(account_id=conversation.account_id, id=conversation_id)
        reply = {"content": f"Hello {conversation.meta.sender.name}!", "echo_id": "greeting"}
        await chatwoot.request("POST", path, json=reply)

MARK
async def test_bot(fake_chatwoot, chatwoot):
    conversation = fake_chatwoot.account.add_conversation()
    fake_chatwoot.account.add_message(conversation, "Anybody there?")
    await bot(chatwoot, conversation.id)
    await bot(chatwoot, conversation.id)  # the last message is its own now
    assert [message.content for message in conversation.messages] == ["Anybody there?", "Hello A Customer!"]
    assert fake_chatwoot.executions.count("POST", "/messages", marker="greeting") == 1
'''


ASYNCIO, ANYIO = pytest_asyncio.plugin, anyio.pytest_plugin


class Session:
    """A pytest session in which warnings are errors, with only the given plugins.

    Its imports are removed at its end. httpx imports httpcore on first use, and keeps its errors, which would then
    differ
    from those of the next session: so it is imported before.
    """

    def __init__(self, pytester: pytest.Pytester) -> None:
        import_module("httpcore")
        self._pytester = pytester
        pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = --strict-markers\n")

    def run(self, source: str, *arguments: str, plugins: tuple[ModuleType, ...] = ()) -> pytest.RunResult:
        self._pytester.makepyfile(source)
        if ASYNCIO in plugins:  # it warns where this is not set
            arguments += ("-o", "asyncio_default_fixture_loop_scope=function")
        return self._pytester.runpytest_inprocess(*arguments, plugins=[plugin, *plugins])


@pytest.fixture
def session(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return Session(pytester)


@pytest.mark.extra(raises=AssertionError)
@pytest.mark.parametrize(
    ("mark", "plugins", "arguments"),
    [
        ("", [ASYNCIO], ["--asyncio-mode=auto"]),
        ("import pytest\n@pytest.mark.asyncio", [ASYNCIO], ["--asyncio-mode=strict"]),
        ("import pytest\n@pytest.mark.anyio", [ANYIO], []),
        ("", [ANYIO], ["--anyio-mode=auto"]),
        ("import pytest\n@pytest.mark.anyio", [ANYIO, ASYNCIO], ["--asyncio-mode=strict"]),
    ],
    ids=["pytest-asyncio auto", "pytest-asyncio strict", "anyio strict", "anyio auto", "both strict"],
)
def test_a_bot_is_tested_in_ten_lines(
    session: Session, mark: str, plugins: list[ModuleType], arguments: list[str]
) -> None:
    """The fixtures work with each plugin for async tests, and leave nothing behind."""
    backend = "import pytest\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n"
    source = BOT.replace("MARK", mark) + backend
    session.run(source, *arguments, plugins=(*plugins,)).assert_outcomes(passed=1)


@pytest.mark.extra(raises=AssertionError)
def test_a_client_in_a_loop_of_the_tests_own(session: Session) -> None:
    """Without any plugin for async tests, the client works in the test's own event loop."""
    session.run(
        """
        import asyncio

        def test_loops(chatwoot):
            assert 42 == asyncio.run(chatwoot.conversations.get(42)).id
        """,
    ).assert_outcomes(passed=1)


@pytest.mark.extra(raises=AssertionError)
def test_faults_with_the_client(session: Session) -> None:
    """Operations that a fault left unfinished do not disturb the end of a test."""
    session.run(
        """
        import asyncio
        import pytest
        from aiochatwoot import ChatwootError, RequestTimeoutError
        from aiochatwoot.testing import faults

        @pytest.fixture
        def chatwoot_options():
            return {"timeout": 0.03, "retry": None}

        async def test_faults(fake_chatwoot, chatwoot):
            fake_chatwoot.faults.always(faults.stall(100))
            with pytest.raises(RequestTimeoutError):
                await chatwoot.conversations.get(42)
            fake_chatwoot.faults.clear()
            fake_chatwoot.faults.always(faults.cut(100))
            with pytest.raises(ChatwootError):
                await chatwoot.conversations.get(42)

        @pytest.mark.parametrize("chatwoot_options", [{}])
        async def test_left_alone(fake_chatwoot, chatwoot):
            fake_chatwoot.faults.add(faults.hang())
            global task
            task = asyncio.create_task(chatwoot.conversations.get(42))
            async with asyncio.timeout(5):
                while not fake_chatwoot.faults.struck:
                    await asyncio.sleep(0.001)
        """,
        "--asyncio-mode=auto",
        plugins=(ASYNCIO,),
    ).assert_outcomes(passed=2)


@pytest.mark.extra(raises=AssertionError)
def test_options(session: Session) -> None:
    """The default is the sample account; the fixture changes it, the nearest marker has precedence."""
    session.run(
        """
        import pytest

        @pytest.fixture
        def fake_chatwoot_options(request):
            return {"account_id": 7} if "seven" in request.node.name else {}

        def test_sample(fake_chatwoot, chatwoot):
            assert 42 in fake_chatwoot.account.conversations
            assert 1 == chatwoot.settings.account_id

        def test_seven(chatwoot):
            assert 7 == chatwoot.settings.account_id

        @pytest.mark.fake_chatwoot(sample=False, account_id=8)
        class TestMarked:
            def test_class(self, fake_chatwoot, chatwoot):
                assert {} == fake_chatwoot.account.conversations
                assert 8 == chatwoot.settings.account_id

            @pytest.mark.fake_chatwoot(account_id=9)
            def test_seven_and_both(self, fake_chatwoot, chatwoot):
                assert {} == fake_chatwoot.account.conversations
                assert 9 == chatwoot.settings.account_id
        """,
    ).assert_outcomes(passed=4)


def test_without_the_extra(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tests that use a fixture fail, with a line that says what to install."""
    # As the plugin sees it, not as an attribute of its package: other tests load the package anew.
    testing = import_module("aiochatwoot.testing")
    monkeypatch.setitem(sys.modules, "starlette", None)
    monkeypatch.delitem(vars(testing), "FakeChatwoot", raising=False)
    result = session.run("def test_other(): pass\ndef test_server(fake_chatwoot): pass")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(['aiochatwoot.testing needs * the extra "testing"'])


def test_is_documented(session: Session) -> None:
    """`pytest --fixtures` and `--markers` describe the fixtures and the marker."""
    session.run("", "--fixtures").stdout.fnmatch_lines(["fake_chatwoot -- *", "    A running FakeChatwoot."])
    session.run("", "--markers").stdout.fnmatch_lines(["@pytest.mark.fake_chatwoot([*][*]options): arguments of *"])


def test_loading_it_costs_nothing() -> None:
    """pytest loads it in every session: it imports only the package itself, not the server."""
    loaded = [
        set(json.loads(subprocess.check_output([sys.executable, "-c", f"import json, sys, {names}\n{PRINT}"])))
        for names in ("pytest, aiochatwoot", f"pytest, {plugin.__name__}")
    ]
    assert loaded[1] - loaded[0] == {"aiochatwoot.testing", plugin.__name__}
