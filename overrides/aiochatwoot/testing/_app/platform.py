"""The platform API: accounts, users and bots; an app can access only objects that it created or was given."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from .._json.writer import pick
from .._state.account import Account, Installation
from .._state.clock import Json
from .._state.entity import Draft, matches, present, validate
from .._state.people import Agent, AgentBot, stable_uuid
from .._state.platform import Membership, PlatformApp, PlatformUser
from .._state.refusals import ErrorResponse, invalid, lost, server_fault
from .._state.settings import ACCOUNT_TEXTS
from .._state.values import OBJECT, TEXT, blank, enum, read, to_integer
from .call import tokens_in
from .routing import Route, Router

T = TypeVar("T")
_ACCOUNT = ACCOUNT_TEXTS | {
    "status": enum("active", "suspended"),
    "limits": OBJECT,
    "custom_attributes": OBJECT,
    "features": OBJECT,
}
_USER = {name: each.reader for name, each in PlatformUser.attributes.items()} | {"password": TEXT}
_BOT = {name: AgentBot.attributes[name].reader for name in ("name", "description", "outgoing_url")}
_ACCOUNT_JSON = "id name locale domain support_email features custom_attributes limits status"
_USER_JSON = (
    "token=access_token account_id available_name avatar_url confirmed display_name message_signature email id name"
    " provider pubsub_token custom_attributes? role ui_settings email=uid accounts"
)
_BOT_JSON = "id name description outgoing_url account_id token=access_token"
_PASSWORD = (
    matches(r".{6}", "must contain at least 6 characters"),
    matches(r"[A-Z]", "must contain at least 1 uppercase character  (A..Z)"),
    matches(r"[a-z]", "must contain at least 1 lowercase character  (a..z)"),
    matches(r"[0-9]", "must contain at least 1 number character  (0..9)"),
    matches(
        r"[^A-Za-z0-9]",
        "must contain at least 1 special character  ( !@#$%^&*()_+-=[]{}|\"/\\.,`<>:;?~')",
    ),
)


@dataclass(frozen=True)
class PlatformCall:
    """A request of a platform app.

    Attributes:
        given: The parameters of the body.
    """

    request: Request
    installation: Installation
    app: PlatformApp
    given: Json

    @property
    def account(self) -> Account:
        """The account that the path names."""
        return self._permitted("account_id", self.installation.accounts, self.app.account_ids)

    @property
    def users(self) -> dict[int, PlatformUser]:
        """The users of all platform apps."""
        return self.installation.own.all(PlatformUser)

    @property
    def user(self) -> PlatformUser:
        """The user that the path names."""
        agents = {number for each in self.installation.accounts.values() for number in each.agents}
        return self._permitted("id", self.users, self.app.user_ids, others=agents)

    @property
    def bots(self) -> dict[int, AgentBot]:
        """All bots."""
        tables = (self.installation.own, *self.installation.accounts.values())
        return {number: bot for each in tables for number, bot in each.bots.items()}

    @property
    def bot(self) -> AgentBot:
        """The bot that the path names."""
        return self._permitted("id", self.bots, self.app.bot_ids)

    def _permitted(
        self, name: str, records: Mapping[int, T], permitted: Container[int], others: Container[int] = ()
    ) -> T:
        """Return the record that the path names; 404 if there is none, 401 if the app may not access it."""
        number = to_integer(self.request.path_params[name])
        if number not in records and number not in others:
            raise lost()
        if number not in permitted:
            raise ErrorResponse(401, {"error": "Non permissible resource"})
        return records[number]

    def memberships(self, user_id: int, *accounts: Account) -> list[Membership]:
        """Return the memberships of a user in these accounts, by default in all of them, oldest first."""
        every = accounts or self.installation.accounts.values()
        found = [each for account in every for each in account.all(Membership).values() if each.agent.id == user_id]
        return sorted(found, key=lambda each: each.id)

    def leave(self, membership: Membership) -> None:
        """End a membership, and delete the user's agent in the account."""
        account = self.installation.accounts[membership.account_id]
        del account.all(Membership)[membership.id]
        account.agents.pop(membership.agent.id, None)

    def pick(self, record: object, keys: str, **computed: Any) -> Json:
        return pick(self.installation, record, keys, computed)


def _open(installation: Installation, request: Request, given: Json, _: Route[PlatformCall]) -> PlatformCall:
    token = tokens_in(request.headers.items())
    for app in installation.platform_apps:
        if app.token == token:
            return PlatformCall(request, installation, app, given)
    raise ErrorResponse(401, {"error": "Invalid access_token"})


router = Router("/platform/api/v1", _open)


# --- accounts ---


def _account_json(call: PlatformCall, account: Account) -> Json:
    details = account.details
    return call.pick(
        details,
        _ACCOUNT_JSON,
        id=account.id,
        name=account.name,
        support_email=details.support_email or "Chatwoot <noreply@chatwoot.example>",
        features={name: True for name, is_on in details.features.items() if is_on},
    )


@router("GET /accounts")
def _accounts_list(call: PlatformCall) -> list[Json]:
    """List the app's accounts; a 500 if one of them was deleted."""
    accounts = call.installation.accounts
    if any(number not in accounts for number in call.app.account_ids):
        raise server_fault()
    return [_account_json(call, accounts[number]) for number in call.app.account_ids]


@router("POST /accounts")
def _accounts_create(call: PlatformCall) -> Json:
    values = read(_ACCOUNT, call.given)
    validate(Draft(values), ("name", present()))
    account = call.installation.add_account(values["name"])
    call.app.allow(account.id)
    account.change(values)
    return _account_json(call, account)


@router("GET /accounts/{account_id}")
def _accounts_get(call: PlatformCall) -> Json:
    return _account_json(call, call.account)


@router("PATCH /accounts/{account_id}")
def _accounts_update(call: PlatformCall) -> Json:
    account, values = call.account, read(_ACCOUNT, call.given)
    validate(Draft({"name": account.name} | values), ("name", present()))
    account.change(values)
    return _account_json(call, account)


@router("DELETE /accounts/{account_id}")
def _accounts_delete(call: PlatformCall) -> None:
    del call.installation.accounts[call.account.id]


# --- account users ---


@router("GET /accounts/{account_id}/account_users")
def _members_list(call: PlatformCall) -> list[Json]:
    return [call.pick(each, each.keys) for each in call.account.all(Membership).values()]


@router("POST /accounts/{account_id}/account_users")
def _members_create(call: PlatformCall) -> Json:
    account, user = call.account, call.users.get(to_integer(call.given.get("user_id")))
    role = read({"role": Agent.attributes["role"].reader}, call.given).get("role") or "agent"
    if user is None:
        raise invalid(("user", "must exist"))
    membership, *_ = call.memberships(user.id, account) or [_new_membership(account, user)]
    membership.agent.role, membership.updated_at = role, call.installation.now()
    return call.pick(membership, membership.keys)


def _new_membership(account: Account, user: PlatformUser) -> Membership:
    agent = account.add(Agent, id=user.id, name=user.name, email=user.email, token=user.token)
    return account.add(Membership, agent=agent)


@router("DELETE /accounts/{account_id}/account_users")
def _members_delete(call: PlatformCall) -> None:
    for each in call.memberships(to_integer(call.given.get("user_id")), call.account):
        call.leave(each)


# --- users ---


def _user_json(call: PlatformCall, user: PlatformUser) -> Json:
    agents = [each.agent for each in call.memberships(user.id)]
    first = agents[0] if agents else None
    names = {number: account.name for number, account in call.installation.accounts.items()}
    return call.pick(
        user,
        _USER_JSON,
        account_id=first and first.account_id,
        role=first and first.role,
        accounts=[
            {"id": each.account_id, "name": names[each.account_id], "active_at": None, "role": each.role}
            for each in agents
        ],
        avatar_url="",
        confirmed=True,
        message_signature=None,
        provider="email",
        ui_settings={},
    )


@router("POST /users")
def _users_create(call: PlatformCall) -> Json:
    """Create a user, or return the unchanged user who has this email address."""
    values = read(_USER, call.given)
    email = (values.get("email") or "").lower()
    user = {each.email: each for each in call.users.values()}.get(email)
    if user is None:
        password = [present()] if values.get("password") is None else _PASSWORD
        validate(Draft(values), ("name", present()), ("email", present()), *(("password", each) for each in password))
        about = {name: value for name, value in values.items() if name in PlatformUser.attributes} | {"email": email}
        user = call.installation.own.add(PlatformUser, id=call.installation.next_id("Agent"), **about)
    call.app.user_ids.add(user.id)
    return _user_json(call, user)


@router("GET /users/{id}")
def _users_get(call: PlatformCall) -> Json:
    return _user_json(call, call.user)


@router("PATCH /users/{id}")
def _users_update(call: PlatformCall) -> Json:
    user, values = call.user, read(_USER, call.given)
    if values.get("password") is not None:
        validate(Draft(values), *(("password", each) for each in _PASSWORD))
    user.name = values.get("name") or user.name
    user.email = (values.get("email") or user.email).lower()
    user.display_name = values.get("display_name", user.display_name)
    user.custom_attributes = user.custom_attributes | values.get("custom_attributes", {})
    for each in call.memberships(user.id):
        each.agent.name, each.agent.email = user.name, user.email
    return _user_json(call, user)


@router("DELETE /users/{id}")
def _users_delete(call: PlatformCall) -> None:
    user = call.user
    for each in call.memberships(user.id):
        call.leave(each)
    del call.users[user.id]


@router("GET /users/{id}/login")
def _users_login(call: PlatformCall) -> Json:
    user = call.user
    token = stable_uuid(f"login {call.installation.next_id('login')} of user {user.id}")
    query = urlencode({"email": user.email, "sso_auth_token": token})
    return {"url": f"{call.installation.base_url}/app/login?{query}"}


@router("POST /users/{id}/token")
def _users_token(call: PlatformCall) -> Json:
    user = call.user
    shown = call.pick(user, "id name display_name email pubsub_token")
    return {"access_token": user.token, "expiry": None, "user": shown}


# --- bots ---


def _bot_json(call: PlatformCall, bot: AgentBot) -> Json:
    """Return a bot; before 4.11.0 `outgoing_url` has the bot's name."""
    url = bot.outgoing_url if call.installation.has("4.11.0") else bot.name
    return call.pick(bot, _BOT_JSON, outgoing_url=url)


@router("GET /agent_bots")
def _bots_list(call: PlatformCall) -> list[Json]:
    return [_bot_json(call, bot) for number, bot in call.bots.items() if number in call.app.bot_ids]


@router("POST /agent_bots")
def _bots_create(call: PlatformCall) -> Json:
    values = read(_BOT, call.given)
    about = {name: values.get(name) for name in _BOT}
    wanted, installation = call.given.get("account_id"), call.installation
    tables = installation.own if blank(wanted) else installation.accounts.get(to_integer(wanted))
    if tables is None:
        raise server_fault()
    bot = tables.add(AgentBot, **about)
    call.app.bot_ids.add(bot.id)
    return _bot_json(call, bot)


@router("GET /agent_bots/{id}")
def _bots_get(call: PlatformCall) -> Json:
    return _bot_json(call, call.bot)


@router("PATCH /agent_bots/{id}")
def _bots_update(call: PlatformCall) -> Json:
    bot = call.bot
    for name, value in read(_BOT, call.given).items():
        setattr(bot, name, value)
    return _bot_json(call, bot)


@router("DELETE /agent_bots/{id}")
def _bots_delete(call: PlatformCall) -> None:
    bot, installation = call.bot, call.installation
    for tables in (installation.own, *installation.accounts.values()):
        tables.bots.pop(bot.id, None)
