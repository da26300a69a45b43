"""The resources of the contract: one class a tag, one method an operation."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ...operations import Caller

if TYPE_CHECKING:
    from .conversations import Conversations
    from .messages import Messages
    from .profile import Profile


class Resources(Caller):
    """What every client has: its resources, each loaded when it is first used."""

    @cached_property
    def conversations(self) -> Conversations:
        """What customers and agents say to each other, one conversation at a time."""
        from .conversations import Conversations

        return Conversations(self)

    @cached_property
    def messages(self) -> Messages:
        """The messages of a conversation."""
        from .messages import Messages

        return Messages(self)

    @cached_property
    def profile(self) -> Profile:
        """The user to whom the access token belongs."""
        from .profile import Profile

        return Profile(self)
