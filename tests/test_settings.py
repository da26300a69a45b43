"""Settings: from arguments or the environment, validated when a client is created."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import types
from collections.abc import Callable
from typing import Any

import attrs
import httpx
import pytest

from aiochatwoot import Chatwoot, Settings, SettingsError
from aiochatwoot.settings import Phases, Secret, Timeout

from .servers import TOKEN, client

GOOD: dict[str, Any] = {"base_url": "https://chat.example", "token": TOKEN}
TOKEN_ADVICE = "token: is not set; pass token=... or set CHATWOOT_API_ACCESS_TOKEN in the environment"


def build(**changes: Any) -> Settings:
    """Return the settings of a client with these arguments."""
    return Chatwoot(**(GOOD | changes)).settings


def refusal(**changes: Any) -> str:
    """Return the message with which arguments are refused."""
    with pytest.raises(SettingsError) as caught:
        build(**changes)
    return str(caught.value)


def test_arguments() -> None:
    """Arguments are used as passed; a trailing slash of the URL is removed."""
    settings = build(base_url="https://chat.example/support/", account_id=3, timeout=2, allow_http=True)

    assert settings.base_url == "https://chat.example/support"
    assert settings.token.reveal() == TOKEN
    assert settings.account_id == 3
    assert settings.timeout == Timeout(2, 2, 2, 2)
    assert settings.allow_http


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Omitted settings come from the environment at the time of creation; arguments have precedence."""
    monkeypatch.setenv("CHATWOOT_BASE_URL", "https://one.example")
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", "7")
    first = Chatwoot().settings
    monkeypatch.setenv("CHATWOOT_BASE_URL", "https://two.example")
    monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", "8")
    second = Chatwoot().settings
    third = Chatwoot("https://three.example", token="another-one", account_id=9).settings

    assert (first.base_url, first.token.reveal(), first.account_id) == ("https://one.example", TOKEN, 7)
    assert (second.base_url, second.token.reveal(), second.account_id) == ("https://two.example", TOKEN, 8)
    assert (third.base_url, third.token.reveal(), third.account_id) == ("https://three.example", "another-one", 9)


def test_import_reads_no_environment() -> None:
    """Importing the package reads no setting from the environment."""
    program = (
        "import os\n"
        "asked = []\n"
        "class Watched(type(os.environ)):\n"
        "    def __getitem__(self, key):\n"
        "        asked.append(key)\n"
        "        return super().__getitem__(key)\n"
        "os.environ.__class__ = Watched\n"
        "import aiochatwoot\n"
        "print([name for name in asked if 'CHATWOOT' in name])\n"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize("account_id", ["", None])
def test_no_account(account_id: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client can be created without an account id; an empty variable counts as unset."""
    if account_id is not None:
        monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", account_id)

    assert build().account_id is None


async def test_an_account_that_is_needed() -> None:
    """A call that needs the account says how to set it, and nothing is sent."""
    async with client(lambda request: pytest.fail("sent"), account_id=None) as chatwoot:
        with pytest.raises(SettingsError) as caught:
            await chatwoot.conversations.get(1)

    expected = "account_id: is not set; pass account_id=... or set CHATWOOT_ACCOUNT_ID in the environment"
    assert str(caught.value) == expected


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "１", "12345678901", " 1"])
def test_bad_account_in_environment(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment's account id must be a number; the message names the variable."""
    monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", value)

    assert refusal() == f"account_id: CHATWOOT_ACCOUNT_ID is {value!r}, which is no number"


def test_frozen() -> None:
    """Settings cannot be changed after validation."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        build().base_url = "https://other.example"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "is not set; pass base_url=... or set CHATWOOT_BASE_URL in the environment"),
        (None, "is not set; pass base_url=... or set CHATWOOT_BASE_URL in the environment"),
        (b"https://chat.example", "expected a URL, got bytes"),
        (5, "expected a URL, got int"),
        (" https://chat.example", "must not have spaces around it"),
        ("https://chat.example\n", "must not have spaces around it"),
        ("chat.example", "expected https://host, got 'chat.example': it is no absolute URL"),
        ("/chat", "expected https://host, got '/chat': it is no absolute URL"),
        (
            "ftp://chat.example",
            "expected https://host, got 'ftp://chat.example': its scheme is 'ftp', not http or https",
        ),
        ("https://", "expected https://host, got 'https:': it is no absolute URL"),
        ("https://chat.example:port", "expected https://host, got 'https://chat.example:port': it is no absolute URL"),
        ("https://chat.example?a=1", "must not have a query or fragment"),
        ("https://chat.example?", "must not have a query or fragment"),
        ("https://chat.example#top", "must not have a query or fragment"),
        ("https://chat.example#", "must not have a query or fragment"),
        ("https://chat.example/a/%2e%2e/b", "must not have . or .. in its path: 'https://chat.example/a/%2e%2e/b'"),
        ("https://chat.example/%2E", "must not have . or .. in its path: 'https://chat.example/%2E'"),
    ],
)
def test_bad_base_url(url: Any, problem: str) -> None:
    """A base URL is https, a host, and optionally a port and a path; the message names anything else."""
    assert refusal(base_url=url) == f"base_url: {problem}"


@pytest.mark.parametrize("mount", ["", "/support", "/a/b"])
@pytest.mark.parametrize(
    ("pasted", "account"),
    [
        ("/app/accounts/1", ", account_id=1"),
        ("/app/accounts/12/conversations/4711", ", account_id=12"),
        ("/app/accounts/99999999999", ""),
        ("/app/login", ""),
        ("/api/v1", ""),
        ("/api/v1/", ""),
        ("/api/v2/accounts/7/reports", ", account_id=7"),
        ("/api/v1/accounts/1", ", account_id=1"),
        ("/api/v1/profile", ""),
        ("/platform/api/v1/users", ""),
        ("/super_admin", ""),
        ("/auth/sign_in", ""),
    ],
)
def test_pasted_urls(mount: str, pasted: str, account: str) -> None:
    """The address of a page of the app or of the API is refused, and the message says what to pass instead."""
    url = f"https://chat.example{mount}{pasted}"
    hint = f"pass base_url='https://chat.example{mount}'{account}"

    assert refusal(base_url=url) == (
        f"base_url: {url.rstrip('/')!r} is a page of the app or an address of the API; {hint}"
    )


@pytest.mark.parametrize("path", ["", "/app", "/api", "/auth", "/apps/accounts/1", "/api/v1beta", "/myapp/accounts/1"])
def test_mounts_that_look_like_pages(path: str) -> None:
    """A server may be mounted at a path that only resembles Chatwoot's."""
    assert build(base_url=f"https://chat.example{path}/").base_url == f"https://chat.example{path}"


@pytest.mark.parametrize(
    "url",
    [
        "https://ada:hunter2@chat.example",
        "https://hunter2@chat.example",
        "https://ada:hunter2/x@chat.example",
        "https://ada:hunter2@chat.example:port",
        "ada:hunter2@chat.example",
        "//ada:hunter2@chat.example",
        "https://ada:hunter2@chat.example?x#y",
    ],
)
def test_no_user_info(url: str) -> None:
    """A password in the base URL is refused, whatever the rest, and shown in no message."""
    expected = "base_url: must not have a user name or password; the access token goes into token="

    assert refusal(base_url=url) == expected


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:3000", "http://127.1.2.3", "http://[::1]:3000", "http://localhost", "HTTP://LOCALHOST:1"]
)
def test_http_to_this_machine(url: str) -> None:
    """Plain http may go to this machine."""
    assert build(base_url=url).base_url == url


@pytest.mark.parametrize(
    "url",
    ["http://chat.example", "http://10.0.0.1", "http://localhost.example", "http://x.localhost", "http://0.0.0.0"],
)
def test_http_to_elsewhere(url: str) -> None:
    """Plain http to other machines needs `allow_http`."""
    expected = f"base_url: {url!r} would send the access token unencrypted; use https, or say allow_http=True"

    assert refusal(base_url=url) == expected
    assert build(base_url=url, allow_http=True).base_url == url


@pytest.mark.parametrize("value", [True, False, 0, -1, 2**31, "1", 1.0])
def test_bad_account(value: Any) -> None:
    """An account id is a number from 1 to 2**31 - 1."""
    assert refusal(account_id=value) == f"account_id: expected a number from 1 to 2147483647, got {value!r}"


def test_last_account() -> None:
    """The highest 32-bit number is a valid id."""
    assert build(account_id=2**31 - 1).account_id == 2**31 - 1


@pytest.mark.parametrize(
    ("token", "message"),
    [
        (None, TOKEN_ADVICE),
        ("", TOKEN_ADVICE),
        ("  ", "token: is empty"),
        (f"{TOKEN} x", "token: has a space, a line break or another character that a header cannot carry"),
        (f"{TOKEN}\n", "token: has a space"),
        (f"{TOKEN}\r\nX: y", "token: has a space"),
        (f"{TOKEN}é", "token: has a space"),
        (f"{TOKEN}\0", "token: has a space"),
        (TOKEN.encode(), "token: expected a str or a function, got bytes"),
        (73591, "token: expected a str or a function, got int"),
        (0, "token: expected a str or a function, got int"),
    ],
)
def test_bad_token(token: Any, message: str) -> None:
    """A token is a text that a header can hold, or a function; a refused one is not shown."""
    said = refusal(token=token)
    assert said.startswith(message)
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("url", "is_refused"),
    [
        ("https://chat.example", True),
        ("https://10.0.0.1", True),
        ("https://localhost.example", True),
        ("http://127.0.0.1:3000", False),
        ("http://localhost:3000", False),
        ("https://[::1]", False),
    ],
)
def test_short_tokens(url: str, is_refused: bool) -> None:
    """A very short token cannot be redacted from texts: it is allowed only for servers on this machine."""
    if is_refused:
        expected = "token: has under 8 characters; logs and errors cannot be kept free of such a short token"
        assert refusal(base_url=url, token="seven77") == expected
    else:
        assert build(base_url=url, token="seven77").token.reveal() == "seven77"
    assert build(base_url=url, token="eight888").token.reveal() == "eight888"


def test_bad_token_in_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token with a line break, as from a file, is refused, too."""
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", f"{TOKEN}\n")

    assert refusal(token=None).startswith("token: has a space")


def test_timeout_is_on_by_default() -> None:
    """The default is 5 seconds to connect, and 10 for everything else."""
    timeout = build().timeout

    assert (timeout.connect, timeout.read, timeout.write, timeout.pool) == (5.0, 10.0, 10.0, 10.0)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (Timeout(3, None, 3, 3), httpx.Timeout(3, read=None)),
        (Timeout(None, None, None, None), httpx.Timeout(None)),
        (Timeout(1, 2, 3, 4), Timeout(1, 2, 3, 4)),
        (Timeout(1, 2, 3, 4), types.SimpleNamespace(connect=1, read=2, write=3, pool=4)),
    ],
)
def test_timeout_by_phase(expected: Timeout, value: Phases) -> None:
    """Any object with the four phases is accepted; None in it means no timeout."""
    assert build(timeout=value).timeout == expected


@pytest.mark.parametrize(
    "value",
    [0, -1, True, None, "5", float("nan"), httpx.Timeout(0), httpx.Timeout(5, read=-1), httpx.Timeout(5, pool="1")],  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
)
def test_bad_timeout(value: Any) -> None:
    """Timeouts are seconds above 0."""
    assert refusal(timeout=value) == f"timeout: expected seconds above 0, a Timeout or an httpx.Timeout, got {value!r}"


@pytest.mark.parametrize("value", ["loud", None, True])
def test_bad_drift(value: Any) -> None:
    """The drift mode is one of three."""
    assert refusal(drift=value) == f"drift: expected report, strict or ignore, got {value!r}"


def _pickled(settings: Settings) -> Settings:
    loaded: Settings = pickle.loads(pickle.dumps(settings))
    return loaded


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, _pickled])
def test_copies(duplicate: Callable[[Settings], Settings]) -> None:
    """Copies of settings are equal to them, and hide the token."""
    settings = build(account_id=3, timeout=httpx.Timeout(3, read=None), allow_http=True)
    made = duplicate(settings)

    assert settings == made
    assert TOKEN not in repr(made)


def test_copies_keep_the_token() -> None:
    """Copies within a process can be used like the original."""
    settings = build()

    assert copy.copy(settings).token.reveal() == TOKEN
    assert copy.deepcopy(settings).token.reveal() == TOKEN
    assert copy.copy(settings.token).reveal() == TOKEN


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_leave_the_token_out(protocol: int) -> None:
    """The token is in no pickle of settings, with any protocol."""
    pickled = pickle.dumps(build(), protocol)

    assert TOKEN.encode() not in pickled
    assert pickle.loads(pickled).token.reveal() is None


def test_other_settings_are_not_equal() -> None:
    """Settings are compared by all values except the token."""
    assert build(token="another-one") == build()
    assert build(account_id=1) != build()


@pytest.mark.parametrize("show", [repr, str, "{}".format])
def test_secrets_are_not_shown(show: Callable[[object], str]) -> None:
    """The repr of a secret shows that there is one, but not its value."""
    assert show(Secret(TOKEN)) == "[secret]"
    assert TOKEN not in show(build())


def test_settings_by_hand() -> None:
    """Settings are always validated; the token may be missing, as after unpickling."""
    with pytest.raises(SettingsError, match=r"^base_url: expected https://host, got 'x': it is no absolute URL$"):
        Settings(base_url="x", token=Secret(TOKEN))
    with pytest.raises(SettingsError, match=r"^token: is empty$"):
        Settings(base_url="https://chat.example", token=Secret(" "))

    assert Settings(base_url="https://chat.example", token=Secret(None)).token.reveal() is None
