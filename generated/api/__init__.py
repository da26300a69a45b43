"""The resources of the contract: one class a tag, one method an operation."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ...operations import Caller

if TYPE_CHECKING:
    from .conversations import ConversationsResource
    from .messages import MessagesResource
    from .profile import ProfileResource


class Resources(Caller):
    """What every client has: its resources, each loaded when it is first used."""

    @cached_property
    def conversations(self) -> ConversationsResource:
        """What customers and agents say to each other, one conversation at a time."""
        from .conversations import ConversationsResource

        return ConversationsResource(self)

    @cached_property
    def messages(self) -> MessagesResource:
        """The messages of a conversation."""
        from .messages import MessagesResource

        return MessagesResource(self)

    @cached_property
    def profile(self) -> ProfileResource:
        """The user to whom the access token belongs."""
        from .profile import ProfileResource

        return ProfileResource(self)
