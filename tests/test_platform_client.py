"""ChatwootPlatform: an operator provisions accounts, users and bots."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from aiochatwoot import (
    ApiStatusError,
    AuthenticationError,
    Chatwoot,
    ChatwootPlatform,
    NotFoundError,
    ServerError,
    SettingsError,
    UnprocessableError,
    models,
)
from aiochatwoot.testing import FakeChatwoot

pytestmark = pytest.mark.usefixtures("one_attempt")
PASSWORD = "Passw0rd!"


async def test_an_operator_provisions_an_account(
    fake_chatwoot: FakeChatwoot, chatwoot_platform: ChatwootPlatform
) -> None:
    """An account is created with a user and a bot; both make calls with the tokens that the operator received."""
    platform = chatwoot_platform
    account = await platform.accounts.create(
        name="Batik", locale="id", limits={"agents": 5}, features={"macros": False}
    )
    user = await platform.users.create(name="Rani", email="Rani@batik.example", password=PASSWORD)
    place = await platform.account_users.create(account.id, user_id=user.id, role="administrator")
    bot = await platform.agent_bots.create(name="Robo", account_id=account.id)
    token = await platform.users.token(user.id)

    assert (models.Role.ADMINISTRATOR, account.id) == (place.role, place.account_id)
    assert (user.email, account.limits) == ("rani@batik.example", {"agents": 5})
    assert "macros" not in account.features
    assert token.access_token not in f"{user!r} {token!r}"
    login = await platform.users.login(user.id)
    assert "/app/login?email=rani%40batik.example&sso_auth_token=" in login.url
    assert login.url not in repr(login)
    options: Any = {"account_id": account.id, "drift": "strict"}
    async with Chatwoot(fake_chatwoot.base_url, token=token.access_token, **options) as rani:
        inbox = await rani.inboxes.create(name="Shop", channel={"type": "api", "webhook_url": ""})
        contact = await rani.contacts.create(name="Al", inbox_id=inbox.id)
        talk = await rani.conversations.create(contact_id=contact.contact.id, inbox_id=inbox.id)
        assert [each.id for each in await rani.agent_bots.list()] == [bot.id]
        assert (await rani.profile.get()).account_id == account.id
    async with Chatwoot(fake_chatwoot.base_url, token=bot.access_token, **options) as robo:
        assert (await robo.messages.create(talk.id, content="Hello")).content == "Hello"

    assert [each.user_id for each in await platform.account_users.list(account.id)] == [user.id]
    changed = await platform.account_users.create(account.id, user_id=user.id, role="agent")
    assert (place.id, models.Role.AGENT) == (changed.id, changed.role)
    assert [(each.name, each.role) for each in (await platform.users.get(user.id)).accounts] == [("Batik", "agent")]
    await platform.account_users.delete(account.id, user_id=user.id)
    await platform.account_users.delete(account.id, user_id=user.id)
    assert await platform.account_users.list(account.id) == []


async def test_what_is_changed_and_deleted(fake_chatwoot: FakeChatwoot, chatwoot_platform: ChatwootPlatform) -> None:
    """Changes reach the user's agents; deleted users are gone everywhere, and a deleted account breaks the list."""
    platform = chatwoot_platform
    account = await platform.accounts.create(name="Batik")
    user = await platform.users.create(name="Rani", email="rani@batik.example", password=PASSWORD, display_name="R")
    again = await platform.users.create(name="Other", email="rani@batik.example", password=PASSWORD)
    await platform.account_users.create(account.id, user_id=user.id, role="agent")
    bot = await platform.agent_bots.create(name="Robo")

    assert (user.id, "Rani") == (again.id, again.name)
    changed = await platform.users.update(user.id, name="Rani P", custom_attributes={"b": 2})
    assert (changed.name, changed.available_name, changed.custom_attributes) == ("Rani P", "R", {"b": 2})
    assert fake_chatwoot.installation.accounts[account.id].agents[user.id].name == "Rani P"
    assert (await platform.accounts.update(account.id, name="Batik 2")).name == "Batik 2"
    assert (await platform.accounts.update(account.id, custom_attributes={"a": 1})).custom_attributes == {"a": 1}
    assert (await platform.accounts.update(account.id, status="suspended")).status == "suspended"
    assert (await platform.agent_bots.update(bot.id, name="Robo 2")).name == "Robo 2"
    assert [each.id for each in await platform.agent_bots.list()] == [bot.id]
    assert [each.id for each in await platform.accounts.list()] == [account.id]
    await platform.agent_bots.delete(bot.id)
    with pytest.raises(NotFoundError, match=f"no agent bot {bot.id}"):
        await platform.agent_bots.get(bot.id)
    other = await platform.users.create(name="Al", email="al@batik.example", password=PASSWORD)
    await platform.account_users.create(account.id, user_id=other.id, role="agent")
    await platform.users.delete(user.id)
    assert user.id not in fake_chatwoot.installation.accounts[account.id].agents
    await platform.accounts.delete(account.id)
    assert (await platform.users.get(other.id)).accounts == []
    with pytest.raises(ServerError):
        await platform.accounts.list()


async def test_only_what_the_app_made(fake_chatwoot: FakeChatwoot, chatwoot_platform: ChatwootPlatform) -> None:
    """Records of others are refused, missing ones are not found; an operator can assign accounts."""
    account, platform = fake_chatwoot.account, chatwoot_platform
    bot = account.add_bot()
    theirs = fake_chatwoot.installation.add_platform_app("Another app")
    async with ChatwootPlatform(fake_chatwoot.base_url, token=theirs.token) as other:
        user = await other.users.create(name="Al", email="al@batik.example", password=PASSWORD)

    for call in (
        lambda: platform.accounts.get(account.id),
        lambda: platform.users.get(fake_chatwoot.agent.id),
        lambda: platform.users.get(user.id),
        lambda: platform.agent_bots.get(bot.id),
    ):
        with pytest.raises(AuthenticationError, match=r"Non permissible resource.*did not create this"):
            await call()
    with pytest.raises(NotFoundError, match="no account 4711: Not Found"):
        await platform.accounts.get(4711)
    with pytest.raises(NotFoundError, match="no user 4711"):
        await platform.users.get(4711)
    app = fake_chatwoot.installation.platform_apps[0]
    app.allow(account.id)
    app.allow(account.id)
    assert (await platform.accounts.get(account.id)).name == "Batik Nusantara"


async def test_what_a_server_refuses(fake_chatwoot: FakeChatwoot, chatwoot_platform: ChatwootPlatform) -> None:
    """Invalid names, passwords, users and accounts are refused."""
    platform = chatwoot_platform
    with pytest.raises(UnprocessableError, match="Name can't be blank"):
        await platform.accounts.create(name="")
    with pytest.raises(UnprocessableError, match="Password must contain at least 6 characters") as caught:
        await platform.users.create(name="Al", email="al@batik.example", password="x")
    assert caught.value.message.count("Password must") == 4
    user = await platform.users.create(name="Al", email="al@batik.example", password=PASSWORD)
    with pytest.raises(UnprocessableError, match="Password must contain at least 1 uppercase character"):
        await platform.users.update(user.id, password="weak-1")
    account = await platform.accounts.create(name="Batik")
    with pytest.raises(UnprocessableError, match="Name can't be blank"):
        await platform.accounts.update(account.id, name="")
    with pytest.raises(UnprocessableError, match="User must exist"):
        await platform.account_users.create(account.id, user_id=4711, role="agent")
    with pytest.raises(ServerError):
        await platform.agent_bots.create(name="Robo", account_id=4711)
    with pytest.raises(ApiStatusError, match="Password can't be blank"):
        await platform.request("POST", "/platform/api/v1/users", json={"name": "A", "email": "a@x.example"})


@pytest.mark.fake_chatwoot(version="4.10.0", sample=False)
async def test_an_older_server_mistakes_the_url_of_a_bot(chatwoot_platform: ChatwootPlatform) -> None:
    """Chatwoot 4.10.0 stores the name in place of the URL."""
    bot = await chatwoot_platform.agent_bots.create(name="Robo", outgoing_url="https://bot.example")

    assert bot.outgoing_url == "Robo"


async def test_the_token(fake_chatwoot: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is sent in the header that proxies let through; a user's is refused; the environment may set it."""
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("api-access-token"))
        return httpx.Response(200, json=[])

    monkeypatch.setenv("CHATWOOT_PLATFORM_TOKEN", "token-of-the-platform")
    async with ChatwootPlatform("https://x.test", transport=httpx.MockTransport(answer)) as platform:
        assert await platform.accounts.list() == []
    assert seen == ["token-of-the-platform"]
    async with ChatwootPlatform(fake_chatwoot.base_url, token=fake_chatwoot.token) as wrong:
        with pytest.raises(AuthenticationError, match=r"Invalid access_token.*super admin console"):
            await wrong.accounts.list()
    monkeypatch.delenv("CHATWOOT_PLATFORM_TOKEN")
    with pytest.raises(SettingsError, match=r"^token: .*CHATWOOT_PLATFORM_TOKEN"):
        ChatwootPlatform("https://x.test")


async def test_each_client_has_its_own_resources(chatwoot: Chatwoot, chatwoot_platform: ChatwootPlatform) -> None:
    """The security in the contract determines the resources of a client."""
    assert not hasattr(chatwoot, "accounts")
    assert not hasattr(chatwoot, "csat_survey")
    assert not hasattr(chatwoot_platform, "conversations")
