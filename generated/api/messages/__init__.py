from __future__ import annotations

from ....operations import Caller
from ...models.message_list import MessageList
from .messages_list import messages_list


class MessagesResource:
    """The messages of a conversation."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        before: int | None = None,
        after: int | None = None,
        filter_internal_messages: bool | None = None,
    ) -> MessageList:
        """A window of a conversation's messages.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages`

        Sorted by `created_at`, oldest first; cut by `id`. Which messages come:

        - neither `before` nor `after`: the newest 20
        - `before=B`: the newest 20 with id < B
        - `after=A`: the oldest 100 with id > A
        - both: the oldest 1000 with A <= id < B

        Servers before 2.16 know only `before`. Ids count over the whole installation, and an imported
        message can have a later id and an earlier `created_at`.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            before: Only messages with an id below this one. The server fails (500) above 2147483647.
            after: Only messages with an id above this one; together with `before`, this one too.
            filter_internal_messages: Leave out private notes and activity messages.

        Returns:
            The messages of the window.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await messages_list(
            self._client,
            conversation_id,
            account_id=account_id,
            before=before,
            after=after,
            filter_internal_messages=filter_internal_messages,
        )
