from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[list[str]] = Operation(
    id="conversations_labels",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_labels(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> list[str]:
    """The labels of a conversation.

    `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels`

    Their titles. A bot's token may read them since 4.15.0.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The titles of its labels.

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
        },
    )
