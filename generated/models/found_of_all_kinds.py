from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, ListOf, MapOf, Object, field
from ..._wire.model import Model, declare
from .found_article import FoundArticle
from .found_contact import FoundContact
from .message import Message


@declare
class FoundOfAllKinds(Model):
    """The results of a search, by kind.

    Attributes:
        conversations: Free-form.
    """

    conversations: list[dict[str, Any]] = field(ListOf(MapOf(Anything())))
    contacts: list[FoundContact] = field(ListOf(Object(FoundContact)))
    messages: list[Message] = field(ListOf(Object(Message)))
    articles: list[FoundArticle] = field(ListOf(Object(FoundArticle)))
