from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[list[str]] = Operation(
    id="conversations_set_labels",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "labels", ListOf(Plain("string")), required=True),
    ),
)


async def conversations_set_labels(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    labels: Sequence[str],
) -> list[str]:
    """Replace the labels of a conversation.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels`

    **Replaces all labels that were there**: those that are not named are taken off. (The page calls it
    adding.) `add_labels` reads them, adds to them, and writes them back.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        labels: The titles of all of them.

    Returns:
        The titles of the labels that the conversation has now.

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
            "labels": labels,
        },
    )
