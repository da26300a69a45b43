"""Records that callers list, read, make, change and delete, all in the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from .._state.account import Account
from .._state.records import AgentBot, Json, Team
from .._state.setting_records import Stored
from .answers import not_found
from .call import Call, Handler, NoContent, Route
from .params import Draft, Field, read, read_wrapped
from .permissions import for_administrators

Verb: TypeAlias = Literal["list", "get", "create", "update", "delete"]
R = TypeVar("R", bound=Stored | Team | AgentBot)
WRITES: tuple[Verb, ...] = ("create", "update", "delete")
ALL: tuple[Verb, ...] = ("list", "get", *WRITES)


def _same(body: Any) -> Any:
    return body


def _nothing(*_: object) -> None:
    """What is done after most changes."""


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[R]):
    """One kind of records, and what is special about it.

    Attributes:
        path: Of all of them, below the account's.
        wrapper: The key of the object that the parameters may be in, one of which has to be there; None where they
            are never in one.
        fields: What callers can say about a record.
        initial: What a new record has where nobody says so.
        records: Those of an account.
        visible: Whether the caller can have one.
        add: Store a new one with these values.
        check: Find what is wrong with one.
        body: A record as JSON.
        changed_body: The same as the answer to a change.
        listed: Those of all that a list has, in its order; all by id where it is left out.
        one: The envelope of one.
        many: The envelope of a list.
        verbs: What can be done.
        restricted: What only administrators can do (source, not captured).
        updated: Called with the record and what it had before.
        deleted: What becomes of those that refer to it.
        gone: The status of a deletion.
    """

    path: str
    wrapper: str | None
    fields: Mapping[str, Field]
    initial: Mapping[str, Any]
    records: Callable[[Account], dict[int, R]]
    visible: Callable[[Call, R], bool] = lambda _, __: True
    add: Callable[[Call, Json], R]
    check: Callable[[Draft], None] = _nothing
    body: Callable[[Call, R], Json]
    changed_body: Callable[[Call, R], Json] | None = None
    listed: Callable[[Call, list[R]], list[R]] = lambda _, records: records
    one: Callable[[Json], Json] = _same
    many: Callable[[list[Json]], Any] = _same
    verbs: tuple[Verb, ...] = ALL
    restricted: tuple[Verb, ...] = ()
    updated: Callable[[Account, R, Json], None] = _nothing
    deleted: Callable[[Account, R], None] = _nothing
    gone: int = 200

    def entries(self) -> list[Route]:
        """The routes of what can be done."""
        one = f"{self.path}/{{id}}"
        routes: dict[Verb, tuple[str, str, Handler]] = {
            "list": ("GET", self.path, self._list),
            "get": ("GET", one, self._get),
            "create": ("POST", self.path, self._create),
            "update": ("PATCH", one, self._update),
            "delete": ("DELETE", one, self._delete),
        }
        return [
            Route(method, path, self._guarded(verb, handler))
            for verb, (method, path, handler) in routes.items()
            if verb in self.verbs
        ]

    def _guarded(self, verb: Verb, handler: Handler) -> Handler:
        return for_administrators(handler) if verb in self.restricted else handler

    def _list(self, call: Call) -> Any:
        records = [record for _, record in sorted(self.records(call.account).items()) if self.visible(call, record)]
        return self.many([self.body(call, record) for record in self.listed(call, records)])

    def _get(self, call: Call) -> Json:
        return self.one(self.body(call, self._found(call)))

    def _create(self, call: Call) -> Json:
        values = {**self.initial, **self._given(call)}
        self._check(call, values, None)
        return self.one(self.body(call, self.add(call, values)))

    def _update(self, call: Call) -> Json:
        record = self._found(call)
        before = {name: getattr(record, name) for name in self.fields}
        values = before | self._given(call)
        self._check(call, values, record)
        for name, value in values.items():
            setattr(record, name, value)
        record.updated_at = call.account.installation.now()
        self.updated(call.account, record, before)
        return self.one((self.changed_body or self.body)(call, record))

    def _delete(self, call: Call) -> NoContent:
        record = self._found(call)
        del self.records(call.account)[record.id]
        self.deleted(call.account, record)
        return NoContent(self.gone)

    def _found(self, call: Call) -> R:
        record = call.find(self.records(call.account), "id")
        if not self.visible(call, record):
            raise not_found()
        return record

    def _given(self, call: Call) -> Json:
        if self.wrapper is None:
            return read(self.fields, call.given)
        return read_wrapped(self.wrapper, self.fields, call.given)

    def _check(self, call: Call, values: Json, record: R | None) -> None:
        others = [each for each in self.records(call.account).values() if each is not record]
        draft = Draft(values, others, new=record is None)
        self.check(draft)
        draft.refuse()
