"""A request with its caller, its account and its parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.datastructures import QueryParams
from starlette.requests import Request

from .._json.conversations import Bodies
from .._json.storage_links import number_in, picture_link
from .._state.account import Account, Installation
from .._state.clock import Json
from .._state.companies import Company
from .._state.entity import Stored
from .._state.help_center import Portal
from .._state.people import Agent, AgentBot, Contact, Sender, stable_uuid
from .._state.policies import AgentCapacityPolicy
from .._state.records import Conversation, Inbox, Uploaded
from .._state.refusals import ErrorResponse, not_found, server_fault, unauthorized
from .._state.values import blank, by_id, to_integer
from .routing import Route, Router

T = TypeVar("T")
# Rails treats both as the same header.
TOKEN_HEADERS = ("api_access_token", "api-access-token")


@dataclass(frozen=True)
class Call:
    """An authorized request.

    Attributes:
        given: The parameters of the body: JSON as Rails reads it, or a form's texts and `Uploaded` files. In a form
            ``a[b]`` is an object and ``a[]`` a list.
    """

    request: Request
    caller: Sender
    account: Account
    given: Json

    @property
    def query(self) -> QueryParams:
        return self.request.query_params

    @property
    def now(self) -> dt.datetime:
        return self.account.installation.now()

    @property
    def viewer(self) -> Agent:
        """The caller, for routes that bots cannot access."""
        assert isinstance(self.caller, Agent)
        return self.caller

    @property
    def bodies(self) -> Bodies:
        return Bodies(self.caller, self.account)

    @property
    def conversation(self) -> Conversation:
        """The conversation that the path names; 401 for an agent who is not a member of its inbox."""
        conversation = self.find(self.account.conversations, "conversation_id")
        self.need_to_see(conversation.inbox)
        return conversation

    @property
    def conversations(self) -> list[Conversation]:
        """The conversations in inboxes that the caller may see."""
        return [each for each in self.account.conversations.values() if self.may_see(each.inbox)]

    @property
    def contact(self) -> Contact:
        """The contact that the path names."""
        return self.find(self.account.contacts, "contact_id")

    @property
    def portal(self) -> Portal:
        """The help center that the path names; 500 if there is none."""
        for portal in self.account.all(Portal).values():
            if portal.slug == self.path("portal_slug"):
                return portal
        raise server_fault()

    @property
    def policy(self) -> AgentCapacityPolicy:
        """The capacity policy that the path names."""
        return self.find(self.account.all(AgentCapacityPolicy), "policy_id")

    @property
    def is_json(self) -> bool:
        return self.request.headers.get("content-type", "").startswith("application/json")

    def has(self, since: str) -> bool:
        """Return whether the server has the features of a version."""
        return self.account.installation.has(since)

    def find(self, records: Mapping[int, T], name: str) -> T:
        """Return the record whose id is in the path; 404 if there is none."""
        return self.named(records, number(self.path(name)))

    def named(self, records: Mapping[int, T], id: object) -> T:
        """Return the record with an id from the parameters; 404 if there is none."""
        record = records.get(to_integer(id))
        if record is None:
            raise not_found()
        return record

    def object(self, name: str, *, required: bool = False) -> Json:
        """Return an object in the body; 500 for another type. An absent object is empty, or a 500 if required."""
        given = self.given.get(name)
        if not (given or required):
            return {}
        if not isinstance(given, dict):
            raise server_fault()
        return given

    def agents(self) -> list[Agent | None]:
        """Return the agents with `user_ids`, each once; None for an unknown user."""
        given = self.given.get("user_ids")
        if not isinstance(given, list):
            raise server_fault()
        return by_id(self.account.agents, given)

    def fits(self, **values: Any) -> bool:
        """Return whether each of these that the query names has the query's number (a record by its id)."""
        numbers = {name: getattr(value, "id", value) for name, value in values.items() if self.query.get(name)}
        return all(to_integer(self.query[name]) == number for name, number in numbers.items())

    def json_of(self, records: Iterable[Stored]) -> list[Json]:
        return [self.bodies.stored(record) for record in records]

    def may_see(self, inbox: Inbox) -> bool:
        """Return whether the caller may see the inbox: a bot, an administrator or a member."""
        caller = self.caller
        return not isinstance(caller, Agent) or caller.is_administrator or caller in inbox.members

    def need_to_see(self, inbox: Inbox) -> None:
        """Raise a 401 if the caller may not see the inbox."""
        if not self.may_see(inbox):
            raise unauthorized()

    def path(self, name: str) -> str:
        """Return a parameter of the path."""
        text: str = self.request.path_params[name]
        return text

    def avatar(self) -> Uploaded | None:
        """Return the file in `avatar`, or None without one; 500 if it is neither a file nor a signed id."""
        given = self.given.get("avatar")
        if blank(given):
            return None
        found = uploaded(self.account.installation, given)
        if found is None:
            raise server_fault()
        return found

    def drop_attributes(self, record: Contact | Company) -> None:
        """Delete the custom attributes that the body names."""
        given = self.given.get("custom_attributes")
        for key in given if isinstance(given, list) else []:
            record.custom_attributes.pop(str(key), None)

    def fresh(self, what: str) -> str:
        """Return a new secret, the same on every start."""
        return stable_uuid(f"{what} {self.account.installation.next_id(what)}")

    @property
    def kind(self) -> str:
        """The last part of the path, which names the kind of records if several kinds share a handler."""
        return self.request.url.path.rpartition("/")[2]

    def picture(self) -> str | None:
        """Return the link to an uploaded `avatar`, or None without one."""
        given = self.avatar()
        if given is None:
            return None
        blob = f"avatar {self.account.installation.next_id('avatar')}"
        return picture_link(self.account.installation.base_url, blob, given.name)


def uploaded(installation: Installation, given: object) -> Uploaded | None:
    """Return the file that a parameter is, or that its signed id names; None for anything else."""
    return given if isinstance(given, Uploaded) else installation.uploads.get(number_in(str(given), "blob"))


def number(text: str) -> int:
    """Return an id in a path as a number; 404 for any other text, which matches no record."""
    if not (text.isascii() and text.isdigit()):
        raise not_found()
    return int(text)


def tokens_in(headers: Iterable[tuple[str, str]]) -> str:
    """Return a request's token, or "" without one.

    Two token headers become one invalid token with both values, as some servers join headers.
    """
    return ", ".join(value for name, value in headers if name in TOKEN_HEADERS and value)


class AccountRouter(Router[Call]):
    """A router for routes below an account's path.

    Args:
        api: The version of the API in the path.
    """

    def __init__(self, api: str = "v1", **about: str) -> None:
        super().__init__(f"/api/{api}/accounts/{{account_id}}", open_call, **about)


def open_call(installation: Installation, request: Request, given: Json, route: Route[Call]) -> Call:
    """Authorize a request and return its call; a path without an account means the caller's account.

    Raises:
        ErrorResponse: 401 if the token is invalid or may not use the route or the account; 404 if there is no such
            account.
    """
    caller = _authenticate(installation, request, bots=bool(route.bots) and installation.has(route.bots))
    installation.lock.acts(caller)
    wanted = request.path_params.get("account_id", str(caller.account_id))
    account = installation.accounts.get(number(wanted))
    if account is None:
        raise not_found()
    if account.id != caller.account_id:
        raise ErrorResponse(401, {"error": "You are not authorized to access this account"})
    call = Call(request, caller, account, given)
    if route.admins and call.has(route.admins) and not call.viewer.is_administrator:
        raise unauthorized()
    return call


def _authenticate(installation: Installation, request: Request, *, bots: bool) -> Agent | AgentBot:
    token = tokens_in(request.headers.items())
    if not token:
        raise ErrorResponse(401, {"errors": ["You need to sign in or sign up before continuing."]})
    owner = installation.owner_of(token, to_integer(request.path_params.get("account_id")))
    if owner is None:
        raise ErrorResponse(401, {"error": "Invalid Access Token"})
    if not (bots or isinstance(owner, Agent)):
        raise ErrorResponse(401, {"error": "Access to this endpoint is not authorized for bots"})
    return owner
