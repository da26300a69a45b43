"""Transactions and their changes. A transaction is work under the installation's lock, or one assignment outside it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, ClassVar, TypeVar

from .clock import Json


@dataclass(frozen=True, kw_only=True)
class Note:
    """An event that changes no record, such as typing.

    Attributes:
        name: Chatwoot's internal name, such as `conversation.typing_on`.
        account_id: The account of the event.
        record: The record it concerns.
        about: Further data of the event.
    """

    name: str
    account_id: int
    record: Any
    about: Json = field(default_factory=dict)


@dataclass
class Change:
    """The changes of one record in a transaction.

    Attributes:
        made: Whether the record is new.
        before: The old values of assigned attributes.
    """

    made: bool = False
    before: Json = field(default_factory=dict)


@dataclass
class Commit:
    """The changes of one transaction; records are in the order of their first change.

    Attributes:
        actor: The owner of the request's token.
    """

    changes: dict[Any, Change] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    actor: Any = None


class Journal:
    """The lock of an installation, which records changes while it is held. It is reentrant and usable from any thread.

    Attributes:
        listeners: Functions called with each transaction at its end, while the lock is still held.
    """

    def __init__(self) -> None:
        self.listeners: list[Callable[[Commit], None]] = []
        self._lock = threading.RLock()
        self._depth = 0
        self._commit = Commit()

    def __enter__(self) -> None:
        self._lock.acquire()
        self._depth += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if self._depth == 1:
                self._end()
        finally:
            self._depth -= 1
            self._lock.release()

    def _end(self) -> None:
        commit, self._commit = self._commit, Commit()
        if commit.changes or commit.notes:
            for listener in self.listeners:
                listener(commit)

    def acts(self, actor: object) -> None:
        """Set the actor of the running transaction."""
        self._commit.actor = actor

    def made(self, record: Tracked) -> None:
        """Record the creation of a complete record, and track it."""
        with self:
            self.watch(record)
            self._commit.changes.setdefault(record, Change()).made = True

    def watch(self, record: Tracked) -> None:
        """Track a record: from now on an assignment to a `tracked` attribute is a change."""
        record.watched_by = self
        record.__class__ = record.when_complete

    def note(self, note: Note) -> None:
        """Record an event that changes no record."""
        with self:
            self._commit.notes.append(note)

    def assign(self, record: Tracked, name: str, value: object) -> None:
        """Set an attribute of a record, and record the change."""
        with self:
            before = self._commit.changes.setdefault(record, Change()).before
            before.setdefault(name, getattr(record, name))
            object.__setattr__(record, name, value)


_T = TypeVar("_T", bound="Tracked")


class Tracked:
    """A record whose changes are recorded once it is complete.

    Attributes:
        tracked: The attributes whose changes are recorded.
        when_complete: The class of a complete record.
        watched_by: The journal that tracks the complete record.
    """

    __slots__ = ("watched_by",)
    when_complete: ClassVar[Any]
    tracked: ClassVar[frozenset[str]] = frozenset()
    watched_by: Journal


class _Watched(Tracked):
    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.tracked:
            self.watched_by.assign(self, name, value)
        else:
            object.__setattr__(self, name, value)


def watchable(kind: type[_T]) -> type[_T]:
    """Declare the class of a tracked record. New records have this class, whose attributes are fast to set."""
    bases: Any = (kind, _Watched)
    kind.when_complete = type(kind.__name__, bases, {"__slots__": (), "__module__": kind.__module__})
    return kind


def class_of(record: object) -> type[Any]:
    """Return the declared class of a record, whether the record is tracked yet or not."""
    return type(record).__bases__[0] if isinstance(record, _Watched) else type(record)
