"""Routes of declared entities: list, read, create, update and delete."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, ClassVar, Generic, TypeVar

from .._state.account import Account
from .._state.clock import Json
from .._state.entity import Draft, Stored, Verb, validate
from .._state.notifications import Notification, NotificationSettings
from .._state.people import Agent, AgentBot, Contact, ContactNote, Team
from .._state.records import Conversation
from .._state.refusals import ErrorResponse, missing, server_fault
from .._state.settings import CustomFilter, Label
from .._state.values import Reader, blank, read
from .audit_logs import audit, changes
from .call import Call, Empty, Handler, Route, for_administrators

R = TypeVar("R", bound=Stored)


class Crud(Generic[R]):
    """The routes of one entity, by its declaration.

    Attributes:
        one: The name of the parameter of the path that names one record.
    """

    one: ClassVar[str] = "id"

    def __init__(self, kind: type[R]) -> None:
        self.kind = kind

    def routes(self) -> list[Route]:
        one = f"{self.kind.path}/{{{self.one}}}"
        verbs: dict[Verb, tuple[str, str, Handler]] = {
            "list": ("GET", self.kind.path, self._list),
            "get": ("GET", one, self._get),
            "create": ("POST", self.kind.path, self._create),
            "update": ("PATCH", one, self._update),
            "delete": ("DELETE", one, self._delete),
        }
        return [
            Route(
                method,
                path,
                for_administrators(handler, self.kind.admins_since) if verb in self.kind.admins else handler,
                since=self.kind.since,
            )
            for verb, (method, path, handler) in verbs.items()
            if verb in self.kind.verbs
        ]

    def deleted(self, call: Call, record: R) -> None:
        """Handle records that refer to a deleted one."""
        deleted(record, call.account)

    def _visible(self, call: Call) -> dict[int, R]:
        """The records that the caller may see, below the record that the path names."""
        wanted: Json = {} if self.kind.owner is None else {self.kind.owner: call.caller}
        if "contact_id" in call.request.path_params:
            wanted["contact"] = call.contact
        records = sorted(call.account.all(self.kind).items())
        return {id: each for id, each in records if all(getattr(each, key) is value for key, value in wanted.items())}

    def found(self, call: Call) -> R:
        """The record that the path names; 404 if there is none, or the 500 of its kind."""
        try:
            return call.find(self._visible(call), self.one)
        except ErrorResponse as error:
            raise server_fault() if self.kind.not_found == 500 else error from None

    def _list(self, call: Call) -> Any:
        records = self.kind.listed(self._visible(call).values(), call.query)
        return _wrapped(self.kind.many, [self.json(call, record) for record in records])

    def _get(self, call: Call) -> Json:
        return self._body(call, self.found(call))

    def _create(self, call: Call) -> Json:
        self._visible(call)
        values = self.kind.new() | self._given(call)
        self._validate(call, values, None)
        more = {self.kind.owner: call.viewer} if self.kind.owner else {}
        record = call.account.add(self.kind, **values, **more, **self._more(call))
        audit(call, self.kind.audited, record, "create", values)
        return self._body(call, record)

    def _update(self, call: Call) -> Json:
        record = self.found(call)
        before = {name: getattr(record, name) for name in self.kind.attributes}
        values = before | self._given(call)
        try:
            self._validate(call, values, record)
        except ErrorResponse:
            if self.kind is not ContactNote:
                raise
            return self._body(call, record) | values  # the server does not validate it
        for name, value in (values | self._more(call)).items():
            setattr(record, name, value)
        record.updated_at = call.now
        call.account.changed(self.kind.cache)
        audit(call, self.kind.audited, record, "update", changes(before, values))
        updated(record, call.account, before)
        return self._body(call, record, self.kind.changed_keys)

    def _delete(self, call: Call) -> Empty:
        record = self.found(call)
        audit(
            call, self.kind.audited, record, "destroy", {name: getattr(record, name) for name in self.kind.attributes}
        )
        del call.account.all(self.kind)[record.id]
        call.account.changed(self.kind.cache)
        self.deleted(call, record)
        return Empty(self.kind.gone)

    def _more(self, call: Call) -> Json:
        """Values that are not plain parameters; a bot's `avatar` is a file."""
        if self.kind is ContactNote:
            return {"contact": call.contact, "author": call.viewer}
        link = call.picture() if self.kind is AgentBot else None
        return {} if link is None else {"thumbnail": link}

    def json(self, call: Call, record: R, keys: str = "") -> Json:
        """The record with the keys of its declaration, or others."""
        return call.bodies.stored(record, keys)

    def _body(self, call: Call, record: R, keys: str = "") -> Json:
        body: Json = _wrapped(self.kind.one, self.json(call, record, keys))
        return body

    def _given(self, call: Call) -> Json:
        return parameters(call, self.kind)

    def _validate(self, call: Call, values: Json, record: R | None) -> None:
        others = [each for each in call.account.all(self.kind).values() if each is not record]
        checks = [(name, check) for name, each in self.kind.attributes.items() for check in each.checks]
        validate(Draft(values, others, new=record is None), *checks)
        if any(values[name] is None for name in self.kind.required):
            raise server_fault()


def parameters(call: Call, kind: type[Stored], **more: Reader) -> Json:
    """The entity's parameters in the body, in an object with the wrapper's name or, in JSON, without one.

    Raises:
        ErrorResponse: 422, there are none; 500, the wrapper does not hold an object.
    """
    readers = {name: each.reader for name, each in kind.attributes.items()} | more
    given = call.given
    if kind.wrapper is None:
        return read(readers, given)
    inner = given.get(kind.wrapper)
    if kind.wrapper not in given and call.is_json:
        inner = {name: given[name] for name in readers if name in given}
    if blank(inner):
        raise missing(kind.wrapper)
    if not isinstance(inner, dict):
        raise server_fault()
    return read(readers, inner)


def _wrapped(keys: tuple[str, ...], body: Any) -> Any:
    for key in reversed(keys):
        body = {key: body}
    return body


@singledispatch
def updated(record: Stored, account: Account, before: Json) -> None:
    """Apply further changes with a record; none by default."""


@updated.register
def _(label: Label, account: Account, before: Json) -> None:
    carriers: list[Conversation | Contact] = [*account.conversations.values(), *account.contacts.values()]
    for carrier in carriers:
        carrier.labels = [label.title if each == before["title"] else each for each in carrier.labels]


@singledispatch
def deleted(record: Stored, account: Account) -> None:
    """Handle records that refer to a deleted one; does nothing by default."""


@deleted.register
def _(team: Team, account: Account) -> None:
    for conversation in account.conversations.values():
        if conversation.team is team:
            conversation.team = None


@deleted.register
def _(bot: AgentBot, account: Account) -> None:
    for inbox in account.inboxes.values():
        if inbox.bot is bot:
            inbox.bot = None
    _forget_sender(account, bot)


@deleted.register
def _(agent: Agent, account: Account) -> None:
    _forget_sender(account, agent)
    groups = [*(team.members for team in account.teams.values()), *(each.members for each in account.inboxes.values())]
    for conversation in account.conversations.values():
        groups += [conversation.participants, conversation.mentioned]
    for group in groups:
        if agent in group:
            group.remove(agent)
    tables: list[dict[int, Any]] = [account.all(kind) for kind in (CustomFilter, Notification, NotificationSettings)]
    for table in tables:
        for id in [id for id, each in table.items() if each.user is agent]:
            del table[id]


def _forget_sender(account: Account, sender: Agent | AgentBot) -> None:
    """A deleted agent's conversations become unassigned; their messages stay."""
    for conversation in account.conversations.values():
        if conversation.assignee is sender:
            conversation.assignee = None
        for message in conversation.messages:
            if message.sender is sender:
                message.sender_deleted = True
