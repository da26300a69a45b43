"""Clients of other products on the same core: authentication, and no traces of Chatwoot."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Sequence
from typing import Any, ClassVar

import attrs
import httpx
import pytest

from aiochatwoot import (
    ApiStatusError,
    AuthenticationError,
    InvalidRequestError,
    NotFoundError,
    RateLimitedError,
    RetryPolicy,
    SettingsError,
    TooManyMessagesError,
    UnprocessableError,
    WindowLimiter,
)
from aiochatwoot._client import BaseClient
from aiochatwoot._product import Auth, Product
from aiochatwoot._transport.messages import Request
from aiochatwoot._wire.arguments import Parameter
from aiochatwoot._wire.kinds import Plain
from aiochatwoot._wire.operation import Operation

from .servers import Received, always, http, serve
from .virtual import VirtualLoop, patch_clock, run

URL = "https://shop.example/api/v1"
TOKEN = "shop-key-1234"
PAIR = "päul:long päss:word"
ENCODED = base64.b64encode(PAIR.encode()).decode()
BEARER = Auth(prefix="Bearer ")
BASIC = Auth(prefix="Basic ", is_basic=True)
KEY = Auth(header="X-Shop-Key")

GET_ITEM: Operation[Any] = Operation(
    id="items.get",
    method="GET",
    path="/items/{item_id}",
    returns=Plain("integer"),
    parameters=(Parameter("path", "item_id", Plain("integer"), required=True),),
)


class Shop(BaseClient):
    """A client declared by hand; generated ones differ only in their resources."""

    _product: ClassVar[Product] = Product(
        auth=BEARER,
        agent="shop/2.0",
        base_url="https://shop.example",
        variables={"base_url": "SHOP_BASE_URL", "token": "SHOP_TOKEN"},
    )
    _contract_version = "2.0"


def shop(auth: Auth | None = BEARER, rate_limit: int | None = None) -> type[Shop]:
    """Return a client of a product with this authentication."""

    class Other(Shop):
        _product = Product(auth=auth, agent="shop/2.0", rate_limit=rate_limit)

    return Other


def client(
    answer: Sequence[httpx.Response] = (), auth: Auth | None = BEARER, token: Any = TOKEN, **settings: Any
) -> tuple[Shop, list[httpx.Request]]:
    """A client whose server sends these responses, then 204; and the received requests."""
    answers, requests = iter(answer), list[httpx.Request]()

    def handler(request: httpx.Request) -> httpx.Response:
        requests.append(httpx.Request(request.method, request.url, headers=request.headers))
        return next(answers, None) or httpx.Response(204)

    every: dict[str, Any] = {"transport": httpx.MockTransport(handler), "retry": None} | settings
    return shop(auth)(URL, token=token, **every), requests


# --- the token ---------------------------------------------------------------------------------------------------


@pytest.mark.behaviour
@pytest.mark.parametrize(
    ("auth", "token", "expected"),
    [
        (BEARER, TOKEN, ("authorization", f"Bearer {TOKEN}")),
        (KEY, TOKEN, ("x-shop-key", TOKEN)),
        (Auth(header="api_key"), lambda: TOKEN, ("api_key", TOKEN)),
        (BASIC, PAIR, ("authorization", f"Basic {ENCODED}")),
        (BASIC, "name:", ("authorization", f"Basic {base64.b64encode(b'name:').decode()}")),
        (None, None, None),
    ],
)
async def test_header(auth: Auth | None, token: Any, expected: tuple[str, str] | None) -> None:
    """A token is sent once, in the form of the security scheme; an API without one gets none."""
    names = {"authorization", "x-shop-key", "api_key", "api_access_token"}
    async with serve(lambda _: http(204)) as server, shop(auth)(server.base_url, token=token) as chosen:
        await chosen.request("GET", "/items")

    assert [expected] * (expected is not None) == [each for each in server.requests[0].headers if each[0] in names]


@pytest.mark.parametrize(
    ("auth", "token", "expected"),
    [
        (BEARER, None, "token: "),
        (BEARER, "two words", "token: has a space"),
        (BEARER, "short", "token: has under 8 characters"),
        (BASIC, "no-password", 'token: must be "user:password", without control characters'),
        (BASIC, ":word", 'token: must be "user:password"'),
        (BASIC, "a:\n", 'token: must be "user:password"'),
        (BASIC, "a:\ud800", 'token: must be "user:password"'),
        (None, TOKEN, "token: this API takes none; leave it out"),
    ],
)
def test_wrong_tokens(auth: Auth | None, token: Any, expected: str) -> None:
    """A token that cannot be sent is refused when the client is created."""
    with pytest.raises(SettingsError) as refused:
        shop(auth)(URL, token=token)
    assert str(refused.value).startswith(expected)


async def test_a_function_gives_pairs() -> None:
    """For basic authentication a function returns the pair; another value is an error that names it."""
    given = iter([PAIR, "other"])
    chosen, requests = client(auth=BASIC, token=lambda: next(given))
    async with chosen:
        await chosen.request("GET", "/items")
        with pytest.raises(SettingsError, match=r'token: .* must be "user:password"'):
            await chosen.request("GET", "/items")

    assert [each.headers["authorization"] for each in requests] == [f"Basic {ENCODED}"]


@pytest.mark.parametrize("leak", [PAIR, ENCODED, "long päss:word"])
async def test_basic_pairs_do_not_show(leak: str) -> None:
    """If a server repeats the pair, its encoded form, or the password, the error does not show it."""
    chosen, _ = client([httpx.Response(400, json={"detail": f"not {leak} here"})], auth=BASIC, token=PAIR)
    async with chosen:
        with pytest.raises(ApiStatusError) as refused:
            await chosen.request("GET", "/items")

    assert refused.value.message == "not [secret] here"
    assert PAIR not in repr(chosen.settings)


async def test_a_short_password_is_no_word_to_hide() -> None:
    """A password that may be a normal word is not removed from texts; the whole pair is."""
    chosen, _ = client([httpx.Response(400, json={"detail": "her is not root:her"})], auth=BASIC, token="root:her")
    async with chosen:
        with pytest.raises(ApiStatusError) as refused:
            await chosen.request("GET", "/items")

    assert refused.value.message == "her is not [secret]"


@pytest.mark.parametrize("name", ["X-Shop-Key", "x_shop_key"])
async def test_its_header_is_the_clients(name: str) -> None:
    """Neither a caller nor an option or middleware can set the token's header."""

    def middleware(request: Request) -> Request:
        return request.adding({name: "other"})

    chosen, requests = client(auth=KEY)
    other, _ = client(auth=KEY, middleware=[middleware])
    async with chosen, other:
        with pytest.raises(InvalidRequestError, match=f"^headers: {name} "):
            await chosen.request("GET", "/items", headers={name: "other"})
        with pytest.raises(InvalidRequestError, match=f"^headers: {name} "):
            chosen.with_options(headers={name: "other"})
        with pytest.raises(InvalidRequestError, match=f"headers: {name} "):
            await other.request("GET", "/items")
        await chosen.request("GET", "/items", headers={"Api-Access-Token": "another product's"})

    assert [each.headers["api-access-token"] for each in requests] == ["another product's"]


async def test_the_token_follows_a_redirect_below_the_base_url() -> None:
    """As with Chatwoot, a redirect of a GET below the base URL is followed, with the token."""
    chosen, requests = client([httpx.Response(307, headers={"location": f"{URL}/there"})])
    async with chosen:
        await chosen.request("GET", "/here")

    assert [f"Bearer {TOKEN}"] * 2 == [each.headers["authorization"] for each in requests]


async def test_no_other_header_is_tried() -> None:
    """A 401 in Chatwoot's format is final: other products have no alternative header."""
    chosen, requests = client([httpx.Response(401, json={"errors": ["Please sign in."]})], retry=RetryPolicy())
    async with chosen:
        with pytest.raises(AuthenticationError):
            await chosen.request("GET", "/items")

    assert len(requests) == 1


@pytest.mark.parametrize("auth", [BEARER, KEY, BASIC])
async def test_what_keeps_a_request_keeps_no_token(auth: Auth) -> None:
    """A mock that keeps requests has no token afterwards, whatever its header."""
    requests, handler = always(lambda: httpx.Response(204))
    async with shop(auth)(
        URL, token=PAIR.replace(" ", "") if auth is BASIC else TOKEN, transport=httpx.MockTransport(handler)
    ) as chosen:
        await chosen.request("GET", "/items")

    assert requests[0].headers[auth.header] == "[secret]"


# --- settings ----------------------------------------------------------------------------------------------------


async def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A product has its own variables; the default server is its contract's. Chatwoot's variables are ignored."""
    monkeypatch.setenv("CHATWOOT_BASE_URL", "https://chat.example")
    monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", "7")
    with pytest.raises(SettingsError, match=r"^token: .*SHOP_TOKEN"):
        Shop()

    monkeypatch.setenv("SHOP_TOKEN", TOKEN)
    assert (Shop().settings.base_url, Shop().settings.account_id) == ("https://shop.example", None)
    monkeypatch.setenv("SHOP_BASE_URL", URL)
    assert Shop().settings.base_url == URL
    with pytest.raises(SettingsError, match=r"^base_url: "):
        shop()(token=TOKEN)


async def test_settings_are_pickled_without_the_token() -> None:
    """Settings are pickled without the token, as with Chatwoot; the product is part of the pickle."""
    settings = Shop(token=TOKEN).settings
    restored = pickle.loads(pickle.dumps(settings))

    assert settings == restored
    assert (restored.product, restored.token.reveal()) == (settings.product, None)


async def test_options_are_kept() -> None:
    """`with_options` keeps omitted options, and its client has the same User-Agent."""
    chosen, requests = client()
    async with chosen:
        other = chosen.with_options(deadline=5, headers={"X-A": "b"}, query={"c": 1})
        await other.request("GET", "/items")

    assert repr(other) == f"<Other {URL}>"
    assert (other.settings.deadline, chosen.settings.deadline) == (5, 60.0)
    assert (str(requests[0].url), requests[0].headers["x-a"]) == (f"{URL}/items?c=1", "b")
    assert requests[0].headers["user-agent"].startswith("shop/2.0 aiochatwoot/")


@pytest.mark.parametrize(
    ("default", "given", "expected"),
    [(None, {}, None), (600, {}, 600), (600, {"rate_limit": 60}, 60), (600, {"rate_limit": None}, None)],
)
def test_rate_limit(default: int | None, given: dict[str, Any], expected: int | None) -> None:
    """Requests are counted if the contract names a limit, or the caller passes one."""
    assert shop(rate_limit=default)(URL, token=TOKEN, **given).settings.rate_limit == expected


# --- errors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("auth", "status", "body", "expected"),
    [
        (BEARER, 401, {"detail": "Not authenticated"}, "401: Not authenticated; check the token"),
        (None, 401, {"detail": "Not authenticated"}, "401: Not authenticated; this client sends no token"),
        (BEARER, 403, {"title": "Forbidden", "status": 403}, "403: Forbidden; the token is not allowed to do this"),
        (BEARER, 404, {"detail": "Not Found"}, "404: Not Found; check the arguments, and that base_url is right"),
        (BEARER, 418, {}, "418: I'm a Teapot"),
        (BEARER, 429, {}, "429: Too Many Requests; wait between calls"),
    ],
)
async def test_messages(auth: Auth | None, status: int, body: Any, expected: str) -> None:
    """An error has the server's text (RFC 9457 and FastAPI use `detail`) and advice that fits any API."""
    chosen, _ = client([httpx.Response(status, json=body)], auth, TOKEN if auth else None)
    async with chosen:
        with pytest.raises(ApiStatusError) as refused:
            await chosen.request("GET", "/items")

    assert str(refused.value) == f"GET {URL}/items: {expected}"
    assert "chatwoot" not in str(refused.value).lower()


async def test_what_is_missing() -> None:
    """A 404 names the requested record, also if its body has a `status`, which means an unknown route for Chatwoot."""
    chosen, _ = client([httpx.Response(404, json={"title": "Gone fishing", "status": 404})])
    async with chosen:
        with pytest.raises(NotFoundError) as refused:
            await chosen._core.call(GET_ITEM, {"item_id": 7})

    assert refused.value.message == "no item 7: Gone fishing"


async def test_what_is_missing_where_a_name_is_part_of_a_segment() -> None:
    """Only a whole segment of a path names a record."""
    operation = attrs.evolve(GET_ITEM, path="/items/{item_id}.json")
    chosen, _ = client([httpx.Response(404, json={"detail": "Not Found"})])
    async with chosen:
        with pytest.raises(NotFoundError) as refused:
            await chosen._core.call(operation, {"item_id": 7})

    assert refused.value.message == "Not Found"


async def test_field_errors() -> None:
    """FastAPI's messages about single fields are in `field_errors`."""
    detail = [{"type": "missing", "loc": ["body", "name"], "msg": "Field required", "input": {}}, "more", {"msg": "x"}]
    chosen, _ = client([httpx.Response(422, json={"detail": detail})])
    async with chosen:
        with pytest.raises(UnprocessableError) as refused:
            await chosen.request("POST", "/items", json={})

    assert refused.value.message == "Field required; more; x"
    assert [(each.field, each.message, each.code) for each in refused.value.field_errors] == [
        ("body.name", "Field required", "missing")
    ]


async def test_too_many_messages_is_of_chatwoot() -> None:
    """Chatwoot's text for too many messages has no meaning for other products."""
    chosen, _ = client([httpx.Response(422, json={"error": "Too many messages"})])
    async with chosen:
        with pytest.raises(UnprocessableError) as refused:
            await chosen.request("POST", "/items", json={})

    assert not isinstance(refused.value, TooManyMessagesError)


# --- 429 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b"Slow down\n"])
def test_a_429_that_does_not_say_how_long(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call is retried after the backoff, empty or not: only Chatwoot's clock minutes and quotas are known."""
    patch_clock(monkeypatch)

    async def main() -> list[httpx.Request]:
        chosen, requests = client([httpx.Response(429, content=body)] * 3, retry=RetryPolicy(base=1, cap=2))
        async with chosen:
            await chosen.request("GET", "/items")
        return requests

    requests, seconds = run(main, lambda: VirtualLoop(has_sockets=False))
    assert len(requests) == 4
    assert seconds < 6


def test_a_429_of_a_known_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """If requests are counted, the client waits for the next window, also after an empty 429."""
    patch_clock(monkeypatch)

    async def main() -> None:
        chosen, requests = client([httpx.Response(429)], retry=RetryPolicy(), rate_limit=WindowLimiter(600))
        async with chosen:
            await chosen.request("GET", "/items")
        assert len(requests) == 2

    _, seconds = run(main, lambda: VirtualLoop(has_sockets=False))
    assert 48 <= seconds < 52


def test_a_429_that_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A 429 is not retried if Retry-After is too long, as with Chatwoot."""
    patch_clock(monkeypatch)

    async def main() -> RateLimitedError:
        answer = httpx.Response(429, headers={"retry-after": "600"})
        chosen, _ = client([answer], retry=RetryPolicy())
        async with chosen:
            with pytest.raises(RateLimitedError) as refused:
                await chosen.request("GET", "/items")
        return refused.value

    error, _ = run(main, lambda: VirtualLoop(has_sockets=False))
    assert error.retry_after == 600


async def test_a_call_over_loopback() -> None:
    """An operation is called over loopback, and retried after a server error."""
    answers = iter([http(503, {"detail": "starting"}), http(200, "7", content_type="application/json")])

    def answer(received: Received) -> bytes:
        assert received.target == "/items/3"
        return next(answers)

    async with serve(answer) as server, shop(BASIC)(server.base_url, token=PAIR, retry=RetryPolicy(base=0)) as chosen:
        raw = await chosen.with_raw_response(chosen._core.call, GET_ITEM, {"item_id": 3})

    assert (raw.value, [each.outcome for each in raw.attempts]) == (7, [503, 200])
