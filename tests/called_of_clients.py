"""Calls of every operation of the platform and the public API, once each; see `called`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from aiochatwoot import ChatwootPlatform, ChatwootPublic, File

OfPlatform: TypeAlias = Callable[[ChatwootPlatform], Awaitable[Any]]
OfPublic: TypeAlias = Callable[[ChatwootPublic], Awaitable[Any]]


async def _account(c: ChatwootPlatform) -> int:
    return (await c.accounts.create(name="Batik", limits={"agents": 5})).id


async def _user(c: ChatwootPlatform) -> int:
    return (await c.users.create(name="Rani", email="rani@batik.example", password="Passw0rd!")).id


async def _member(c: ChatwootPlatform) -> tuple[int, int]:
    account, user = await _account(c), await _user(c)
    await c.account_users.create(account, user_id=user, role="administrator")
    return account, user


async def _bot(c: ChatwootPlatform) -> int:
    return (await c.agent_bots.create(name="Robo", account_id=await _account(c))).id


def _on(
    make: Callable[[ChatwootPlatform], Awaitable[Any]], call: Callable[[ChatwootPlatform, Any], Awaitable[Any]]
) -> OfPlatform:
    async def run(c: ChatwootPlatform) -> Any:
        return await call(c, await make(c))

    return run


PLATFORM: Mapping[str, OfPlatform] = {
    "platform_accounts.list": lambda c: c.accounts.list(),
    "platform_accounts.create": lambda c: c.accounts.create(name="Batik", features={"macros": True}),
    "platform_accounts.get": _on(_account, lambda c, id: c.accounts.get(id)),
    "platform_accounts.update": _on(_account, lambda c, id: c.accounts.update(id, status="suspended")),
    "platform_accounts.delete": _on(_account, lambda c, id: c.accounts.delete(id)),
    "platform_account_users.list": _on(_member, lambda c, ids: c.account_users.list(ids[0])),
    "platform_account_users.create": _on(
        _member, lambda c, ids: c.account_users.create(ids[0], user_id=ids[1], role="agent")
    ),
    "platform_account_users.delete": _on(_member, lambda c, ids: c.account_users.delete(ids[0], user_id=ids[1])),
    "platform_users.create": lambda c: c.users.create(
        name="Rani",
        email="rani@batik.example",
        password="Passw0rd!",
        custom_attributes={"a": 1},
    ),
    "platform_users.get": _on(_member, lambda c, ids: c.users.get(ids[1])),
    "platform_users.update": _on(_member, lambda c, ids: c.users.update(ids[1], display_name="R")),
    "platform_users.delete": _on(_member, lambda c, ids: c.users.delete(ids[1])),
    "platform_users.login": _on(_user, lambda c, id: c.users.login(id)),
    "platform_users.token": _on(_user, lambda c, id: c.users.token(id)),
    "platform_agent_bots.list": _on(_bot, lambda c, _: c.agent_bots.list()),
    "platform_agent_bots.create": lambda c: c.agent_bots.create(name="Robo"),
    "platform_agent_bots.get": _on(_bot, lambda c, id: c.agent_bots.get(id)),
    "platform_agent_bots.update": _on(_bot, lambda c, id: c.agent_bots.update(id, name="Robo 2")),
    "platform_agent_bots.delete": _on(_bot, lambda c, id: c.agent_bots.delete(id)),
}


async def _talk(c: ChatwootPublic) -> int:
    return (await c.conversations.create()).id


async def _message(c: ChatwootPublic) -> tuple[int, int]:
    talk = await _talk(c)
    return talk, (await c.messages.create(talk, content="Hello")).id


async def _survey(c: ChatwootPublic) -> str:
    """The uuid of the contact's first conversation, which has a survey."""
    (first, *_) = await c.conversations.list()
    return first.uuid


def _in(
    make: Callable[[ChatwootPublic], Awaitable[Any]], call: Callable[[ChatwootPublic, Any], Awaitable[Any]]
) -> OfPublic:
    async def run(c: ChatwootPublic) -> Any:
        return await call(c, await make(c))

    return run


PUBLIC: Mapping[str, OfPublic] = {
    "public_inboxes.get": lambda c: c.inboxes.get(),
    "public_contacts.create": lambda c: c.contacts.create(
        name="Al", avatar=File(b"png", name="a.png", content_type="image/png")
    ),
    "public_contacts.get": lambda c: c.contacts.get(),
    "public_contacts.update": lambda c: c.contacts.update(custom_attributes={"plan": "gold"}),
    "public_conversations.list": _in(_message, lambda c, _: c.conversations.list()),
    "public_conversations.create": lambda c: c.conversations.create(custom_attributes={"order": 1}),
    "public_conversations.get": _in(_message, lambda c, ids: c.conversations.get(ids[0])),
    "public_conversations.resolve": _in(_message, lambda c, ids: c.conversations.resolve(ids[0])),
    "public_conversations.set_typing": _in(_talk, lambda c, id: c.conversations.set_typing(id, typing_status="on")),
    "public_conversations.update_last_seen": _in(_talk, lambda c, id: c.conversations.update_last_seen(id)),
    "public_messages.list": _in(_message, lambda c, ids: c.messages.list(ids[0])),
    "public_messages.create": _in(_talk, lambda c, id: c.messages.create(id, content="Hello")),
    "public_messages.update": _in(
        _message, lambda c, ids: c.messages.update(*ids, submitted_values=[{"title": "A", "value": "a"}])
    ),
    "public_csat_survey.get": _in(_survey, lambda c, uuid: c.csat_survey.get(uuid)),
    "public_csat_survey.update": _in(_survey, lambda c, uuid: c.csat_survey.update(uuid, rating=5)),
}
