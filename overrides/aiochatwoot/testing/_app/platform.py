"""The platform API: accounts, users and bots; an app can access only the objects that it created."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette import routing
from starlette.requests import Request

from .._state.account import Account, Installation
from .._state.clock import Json, iso
from .._state.entity import Check, Draft, present, validate
from .._state.people import Agent, AgentBot, stable_uuid
from .._state.platform import Membership, PlatformApp, PlatformUser
from .._state.refusals import ErrorResponse, invalid, lost, server_fault
from .._state.values import OBJECT, TEXT, blank, enum, read, to_integer
from .call import tokens_in
from .endpoints import endpoint

_ROLE = enum("agent", "administrator")
_STATUS = enum("active", "suspended")
_TEXTS = {"name": TEXT, "locale": TEXT, "domain": TEXT, "support_email": TEXT}
_ACCOUNT = _TEXTS | {"status": _STATUS, "limits": OBJECT, "custom_attributes": OBJECT, "features": OBJECT}
_USER = {"name": TEXT, "display_name": TEXT, "email": TEXT, "password": TEXT, "custom_attributes": OBJECT}
_BOT = {"name": TEXT, "description": TEXT, "outgoing_url": TEXT}


def _has(pattern: str, text: str) -> Check:
    def check(name: str, draft: Draft) -> str | None:
        value = draft.values.get(name)
        return None if value is None or re.search(pattern, value) else text

    return check


_PASSWORD = (
    _has(r".{6}", "must contain at least 6 characters"),
    _has(r"[A-Z]", "must contain at least 1 uppercase character  (A..Z)"),
    _has(r"[a-z]", "must contain at least 1 lowercase character  (a..z)"),
    _has(r"[0-9]", "must contain at least 1 number character  (0..9)"),
    _has(
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

    def _number(self, name: str) -> int:
        return to_integer(self.request.path_params[name])

    @property
    def account(self) -> Account:
        """The account of the path; 404 if there is none, 401 if it is not the app's."""
        account = self.installation.accounts.get(self._number("account_id"))
        if account is None:
            raise lost()
        return _of_the_app(account, account.id in self.app.account_ids)

    @property
    def user(self) -> PlatformUser:
        """The user of the path."""
        number = self._number("id")
        if number in self.app.users:
            return self.app.users[number]
        others = {number for each in self.installation.accounts.values() for number in each.agents}
        if number not in others | {each for app in self.installation.platform_apps for each in app.users}:
            raise lost()
        raise _not_permissible()

    @property
    def bot(self) -> AgentBot:
        """The bot of the path."""
        number = self._number("id")
        if number in self.app.bots:
            return self.app.bots[number]
        if not any(number in each.bots for each in self.installation.accounts.values()):
            raise lost()
        raise _not_permissible()


def _not_permissible() -> ErrorResponse:
    return ErrorResponse(401, {"error": "Non permissible resource"})


def _of_the_app(account: Account, is_permitted: bool) -> Account:
    if not is_permitted:
        raise _not_permissible()
    return account


# --- accounts ---


def _account_json(account: Account) -> Json:
    details = account.details
    return {
        "id": account.id,
        "name": account.name,
        "locale": details.locale,
        "domain": details.domain,
        "support_email": details.support_email or "Chatwoot <noreply@chatwoot.example>",
        "features": {name: True for name, is_on in details.features.items() if is_on},
        "custom_attributes": details.custom_attributes,
        "limits": details.limits,
        "status": details.status,
    }


def _accounts_list(call: PlatformCall) -> list[Json]:
    """Fails once one of them has been deleted."""
    accounts = call.installation.accounts
    if any(number not in accounts for number in call.app.account_ids):
        raise server_fault()
    return [_account_json(accounts[number]) for number in call.app.account_ids]


def _accounts_create(call: PlatformCall) -> Json:
    values = read(_ACCOUNT, call.given)
    validate(Draft(values), ("name", present()))
    account = call.installation.add_account(values["name"])
    call.app.allow(account.id)
    return _account_json(_changed(account, values))


def _accounts_update(call: PlatformCall) -> Json:
    account, values = call.account, read(_ACCOUNT, call.given)
    if "name" in values:
        validate(Draft(values), ("name", present()))
    return _account_json(_changed(account, values))


def _changed(account: Account, values: Json) -> Account:
    account.name = values.get("name", account.name)
    details = account.details
    for name in ("locale", "domain", "support_email", "status", "limits"):
        setattr(details, name, values.get(name, getattr(details, name)))
    details.custom_attributes = details.custom_attributes | values.get("custom_attributes", {})
    details.features = details.features | values.get("features", {})
    return account


def _accounts_delete(call: PlatformCall) -> None:
    account = call.account
    del call.installation.accounts[account.id]
    for app in call.installation.platform_apps:
        for user in app.users.values():
            user.memberships.pop(account.id, None)


# --- account users ---


def _membership_json(membership: Membership) -> Json:
    agent = membership.agent
    return {
        "id": membership.id,
        "account_id": agent.account_id,
        "user_id": agent.id,
        "role": agent.role,
        "inviter_id": None,
        "created_at": iso(membership.created_at),
        "updated_at": iso(membership.updated_at),
        "active_at": None,
        "availability": agent.availability,
        "auto_offline": agent.auto_offline,
        "custom_role_id": None,
        "agent_capacity_policy_id": None,
    }


def _members_list(call: PlatformCall) -> list[Json]:
    account = call.account
    return [
        _membership_json(user.memberships[account.id])
        for app in call.installation.platform_apps
        for user in app.users.values()
        if account.id in user.memberships
    ]


def _members_create(call: PlatformCall) -> Json:
    account, installation = call.account, call.installation
    role = read({"role": _ROLE}, call.given).get("role") or "agent"
    wanted = to_integer(call.given.get("user_id"))
    user = next((app.users[wanted] for app in installation.platform_apps if wanted in app.users), None)
    if user is None:
        raise invalid(("user", "must exist"))
    now = installation.now()
    membership = user.memberships.get(account.id)
    if membership is None:
        agent = account.add(Agent, id=user.id, name=user.name, email=user.email, token=user.token)
        number = installation.next_id("account user")
        membership = Membership(id=number, agent=agent, created_at=now, updated_at=now)
        user.memberships[account.id] = membership
    membership.agent.role, membership.updated_at = role, now
    return _membership_json(membership)


def _members_delete(call: PlatformCall) -> None:
    account, wanted = call.account, to_integer(call.given.get("user_id"))
    for app in call.installation.platform_apps:
        if wanted in app.users and app.users[wanted].memberships.pop(account.id, None) is not None:
            account.agents.pop(wanted, None)


# --- users ---


def _user_json(call: PlatformCall, user: PlatformUser) -> Json:
    first = next(iter(user.memberships.values()), None)
    body: Json = {
        "access_token": user.token,
        "account_id": None if first is None else first.agent.account_id,
        "available_name": user.display_name or user.name,
        "avatar_url": "",
        "confirmed": True,
        "display_name": user.display_name,
        "message_signature": None,
        "email": user.email,
        "id": user.id,
        "name": user.name,
        "provider": "email",
        "pubsub_token": _pubsub_token(user),
        "custom_attributes": user.custom_attributes,
        "role": None if first is None else first.agent.role,
        "ui_settings": {},
        "uid": user.email,
        "accounts": [
            {"id": number, "name": call.installation.accounts[number].name, "active_at": None, "role": each.agent.role}
            for number, each in user.memberships.items()
        ],
    }
    if not user.custom_attributes:
        del body["custom_attributes"]
    return body


def _pubsub_token(user: PlatformUser) -> str:
    return stable_uuid(f"pubsub of agent {user.id}")


def _users_create(call: PlatformCall) -> Json:
    """An existing user with this address is returned unchanged."""
    values = read(_USER, call.given)
    email = (values.get("email") or "").lower()
    every = {user.email: user for app in call.installation.platform_apps for user in app.users.values()}
    user = every.get(email)
    if user is None:
        password = values.get("password")
        missing = [("password", present())] if password is None else []
        validate(
            Draft(values),
            *(("name", present()), ("email", present()), *missing),
            *(("password", each) for each in _PASSWORD),
        )
        number = call.installation.next_id("Agent")
        token = stable_uuid(f"token of user {number}").replace("-", "")[:24]
        user = PlatformUser(id=number, name=values["name"], email=email, token=token)
        user.display_name = values.get("display_name")
        user.custom_attributes = values.get("custom_attributes", {})
    call.app.users[user.id] = user
    return _user_json(call, user)


def _users_update(call: PlatformCall) -> Json:
    user, values = call.user, read(_USER, call.given)
    validate(Draft(values), *(("password", each) for each in _PASSWORD))
    user.name = values.get("name") or user.name
    user.email = (values.get("email") or user.email).lower()
    user.display_name = values.get("display_name", user.display_name)
    user.custom_attributes = user.custom_attributes | values.get("custom_attributes", {})
    for membership in user.memberships.values():
        membership.agent.name, membership.agent.email = user.name, user.email
    return _user_json(call, user)


def _users_delete(call: PlatformCall) -> None:
    user = call.user
    for membership in user.memberships.values():
        call.installation.accounts[membership.agent.account_id].agents.pop(user.id, None)
    for app in call.installation.platform_apps:
        app.users.pop(user.id, None)


def _users_login(call: PlatformCall) -> Json:
    user = call.user
    token = stable_uuid(f"login {call.installation.next_id('login')} of user {user.id}")
    query = urlencode({"email": user.email, "sso_auth_token": token})
    return {"url": f"{call.installation.base_url}/app/login?{query}"}


def _users_token(call: PlatformCall) -> Json:
    user = call.user
    shown = {"id": user.id, "name": user.name, "display_name": user.display_name, "email": user.email}
    return {"access_token": user.token, "expiry": None, "user": shown | {"pubsub_token": _pubsub_token(user)}}


# --- bots ---


def _bot_json(call: PlatformCall, bot: AgentBot) -> Json:
    """Older servers write the name into the URL's key."""
    url = bot.outgoing_url if call.installation.has("4.11.0") else bot.name
    keys = {"id": bot.id, "name": bot.name, "description": bot.description, "outgoing_url": url}
    return keys | {"account_id": bot.account_id, "access_token": bot.token}


def _bots_list(call: PlatformCall) -> list[Json]:
    return [_bot_json(call, bot) for bot in call.app.bots.values()]


def _bots_create(call: PlatformCall) -> Json:
    values = read(_BOT, call.given)
    about = {name: values.get(name) for name in _BOT}
    wanted = call.given.get("account_id")
    if blank(wanted):
        bot = call.installation.add_bot(**about)
    else:
        account = call.installation.accounts.get(to_integer(wanted))
        if account is None:
            raise server_fault()
        bot = account.add(AgentBot, **about)
    call.app.bots[bot.id] = bot
    return _bot_json(call, bot)


def _bots_update(call: PlatformCall) -> Json:
    bot = call.bot
    for name, value in read(_BOT, call.given).items():
        setattr(bot, name, value)
    return _bot_json(call, bot)


def _bots_delete(call: PlatformCall) -> None:
    bot = call.bot
    for account in call.installation.accounts.values():
        account.bots.pop(bot.id, None)
    for app in call.installation.platform_apps:
        app.bots.pop(bot.id, None)


_ROOT = "/platform/api/v1"
_ROUTES: tuple[tuple[str, str, Callable[[PlatformCall], Any]], ...] = (
    ("GET", "/accounts", _accounts_list),
    ("POST", "/accounts", _accounts_create),
    ("GET", "/accounts/{account_id}", lambda call: _account_json(call.account)),
    ("PATCH", "/accounts/{account_id}", _accounts_update),
    ("DELETE", "/accounts/{account_id}", _accounts_delete),
    ("GET", "/accounts/{account_id}/account_users", _members_list),
    ("POST", "/accounts/{account_id}/account_users", _members_create),
    ("DELETE", "/accounts/{account_id}/account_users", _members_delete),
    ("POST", "/users", _users_create),
    ("GET", "/users/{id}", lambda call: _user_json(call, call.user)),
    ("PATCH", "/users/{id}", _users_update),
    ("DELETE", "/users/{id}", _users_delete),
    ("GET", "/users/{id}/login", _users_login),
    ("POST", "/users/{id}/token", _users_token),
    ("GET", "/agent_bots", _bots_list),
    ("POST", "/agent_bots", _bots_create),
    ("GET", "/agent_bots/{id}", lambda call: _bot_json(call, call.bot)),
    ("PATCH", "/agent_bots/{id}", _bots_update),
    ("DELETE", "/agent_bots/{id}", _bots_delete),
)


def routes(installation: Installation) -> list[routing.Route]:
    """The routes of platform apps."""

    def with_app(handler: Callable[[PlatformCall], Any]) -> Callable[[Request, Json], Any]:
        def handle(request: Request, given: Json) -> Any:
            token = tokens_in(request.headers.items())
            app = next((each for each in installation.platform_apps if each.token == token), None)
            if app is None:
                raise ErrorResponse(401, {"error": "Invalid access_token"})
            return handler(PlatformCall(request, installation, app, given))

        return handle

    return [endpoint(installation, method, _ROOT + path, with_app(handler)) for method, path, handler in _ROUTES]
