"""The resources of the contract: one class a tag, one method an operation."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ...operations import Caller, Operation

if TYPE_CHECKING:
    from .conversations import ConversationsResource
    from .messages import MessagesResource
    from .profile import ProfileResource

_OPERATIONS = (
    "conversations.conversations_list",
    "conversations.conversations_get",
    "messages.messages_list",
    "profile.profile_get",
)


def operations() -> dict[str, Operation[Any]]:
    """Every operation of the contract by its id; loads all of them."""
    modules = (import_module(f".{name}", __name__) for name in _OPERATIONS)
    return {module.OPERATION.id: module.OPERATION for module in modules}


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
