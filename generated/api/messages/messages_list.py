from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.message_list import MessageList

OPERATION: Operation[MessageList] = Operation(
    id="messages_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages",
    returns=Object(MessageList),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("query", "before", Plain("integer"), minimum=0, maximum=9223372036854775807),
        Parameter("query", "after", Plain("integer"), minimum=0, maximum=9223372036854775807),
        Parameter("query", "filter_internal_messages", Plain("boolean")),
    ),
)


async def messages_list(
    client: Caller,
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
        before: Only messages with an id below this one. The server fails (500) above 9223372036854775807.
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
    return await client.call(
        OPERATION,
        {
            "account_id": account_id,
            "conversation_id": conversation_id,
            "before": before,
            "after": after,
            "filter_internal_messages": filter_internal_messages,
        },
    )
