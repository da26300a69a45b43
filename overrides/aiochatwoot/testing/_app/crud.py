"""Routes of declared entities: list, read, create, update and delete."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from .._state.clock import Json
from .._state.entity import Draft, Stored, Verb, validate
from .._state.refusals import ErrorResponse, missing, server_fault, unauthorized
from .._state.values import Reader, blank, read
from .audit_logs import audit, changes
from .call import AccountRouter, Call
from .routing import ALWAYS, Empty, Route

R = TypeVar("R", bound=Stored)


class Crud(Generic[R]):
    """The routes of one declared entity.

    Args of a class:
        kind: The entity whose routes need more than its declaration.
        one: The name of the path parameter that names one record.
    """

    classes: ClassVar[dict[type[Stored], type[Crud[Any]]]] = {}
    one: ClassVar[str] = "id"

    def __init_subclass__(cls, *, kind: type[Stored], one: str = "id") -> None:
        other = Crud.classes.setdefault(kind, cls)
        if other is not cls:
            raise TypeError(f"{cls.__name__}: {other.__name__} has the routes of {kind.__name__}: extend that class")
        cls.one = one

    def __init__(self, kind: type[R]) -> None:
        self.kind = kind

    def routes(self) -> list[Route[Call]]:
        one = f"{self.kind.path}/{{{self.one}}}"
        verbs: dict[Verb, tuple[str, Any]] = {
            "list": (f"GET {self.kind.path}", self._list),
            "get": (f"GET {one}", self._get),
            "create": (f"POST {self.kind.path}", self._create),
            "update": (f"PATCH {one}", self._update),
            "delete": (f"DELETE {one}", self._delete),
        }
        router = AccountRouter(since=self.kind.since)
        for verb in self.kind.verbs:
            request, handler = verbs[verb]
            router(request, admins=self.kind.admins_since if verb in self.kind.admins else "")(handler)
        if self.kind.picture:
            router(f"DELETE {one}/avatar", admins=ALWAYS)(self._delete_picture)
        return router.routes

    def visible(self, call: Call) -> dict[int, R]:
        """Return the records that the caller may see, by id; with a `parent` only those of the parent in the path."""
        parents, view = self._parents(call).items(), call.bodies
        return {
            id: each
            for id, each in sorted(call.account.all(self.kind).items())
            if each._exists_for(view) and all(getattr(each, name) is parent for name, parent in parents)
        }

    def found(self, call: Call) -> R:
        """Return the record that the path names; 404, or 500 for some kinds, if there is none."""
        try:
            return call.find(self.visible(call), self.one)
        except ErrorResponse as error:
            raise server_fault() if self.kind.not_found == 500 else error from None

    def _parents(self, call: Call) -> Json:
        return {self.kind.parent: getattr(call, self.kind.parent)} if self.kind.parent else {}

    def _list(self, call: Call) -> Any:
        records = self.kind.listed(self.visible(call).values(), call.query)
        return _wrapped(self.kind.many, [self.json(call, record) for record in records])

    def _get(self, call: Call) -> Any:
        return self.body(call, self.found(call))

    def _create(self, call: Call, **more: Any) -> Any:
        more |= self._parents(call) | ({self.kind.creator: call.viewer} if self.kind.creator else {})
        values = self.kind.new() | self._given(call)
        self._validate(call, values, None)
        record = call.account.add(self.kind, **values, **more, **self._more(call))
        audit(call, self.kind.audited, record, "create", values)
        return _wrapped(self.kind.one if self.kind.made is None else self.kind.made, self.json(call, record))

    def _update(self, call: Call) -> Json:
        record = self._changeable(call)
        before = {name: getattr(record, name) for name in self.kind.attributes}
        values = before | self._given(call)
        try:
            self._validate(call, values, record)
        except ErrorResponse:
            if not self.kind.ignores_invalid:
                raise
            return self.body(call, record) | values
        for name, value in (values | self._more(call)).items():
            setattr(record, name, value)
        record.updated_at = call.now
        call.account.changed(self.kind.cache)
        audit(call, self.kind.audited, record, "update", changes(before, values))
        record._changed(call.account, before)
        return self.body(call, record, self.kind.changed_keys)

    def _delete(self, call: Call) -> Empty:
        record = self._changeable(call)
        values = {name: getattr(record, name) for name in self.kind.attributes}
        audit(call, self.kind.audited, record, "destroy", values)
        del call.account.all(self.kind)[record.id]
        call.account.changed(self.kind.cache)
        record._deleted(call.account)
        return Empty(self.kind.gone)

    def _delete_picture(self, call: Call) -> Json:
        record = self.found(call)
        setattr(record, self.kind.picture, "")
        return self.body(call, record)

    def _changeable(self, call: Call) -> R:
        record = self.found(call)
        if not record._may_be_changed_by(call.viewer):
            raise unauthorized()
        return record

    def _more(self, call: Call) -> Json:
        """Return values that are not plain parameters: the editor and the link to a picture."""
        editor = {self.kind.editor: call.viewer} if self.kind.editor else {}
        link = call.picture() if self.kind.picture else None
        return editor if link is None else editor | {self.kind.picture: link}

    def json(self, call: Call, record: R, keys: str = "") -> Json:
        """Return the record with the keys of its declaration, or with the given keys."""
        return call.bodies.stored(record, keys)

    def body(self, call: Call, record: R, keys: str = "") -> Json:
        """Return the record in its envelope."""
        wrapped: Json = _wrapped(self.kind.one, self.json(call, record, keys))
        return wrapped

    def _given(self, call: Call) -> Json:
        return self.kind._read(parameters(call, self.kind), call.bodies)

    def _validate(self, call: Call, values: Json, record: R | None) -> None:
        others = [each for each in call.account.all(self.kind).values() if each is not record]
        draft = Draft(values, others, new=record is None, account=call.account)
        self.kind._check(draft)
        own = [(name, check) for name, each in self.kind.attributes.items() for check in each.checks]
        validate(draft, *own, *self.kind.checks)
        if any(values[name] is None for name in self.kind.required):
            raise server_fault()


def parameters(call: Call, kind: type[Stored], **more: Reader) -> Json:
    """Read the entity's parameters in the body, from the wrapper's object or, in JSON, from the top level.

    Raises:
        ErrorResponse: 422 if there are none; 500 if the wrapper is not an object.
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
