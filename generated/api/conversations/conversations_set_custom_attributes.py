from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...._wire.arguments import Parameter
from ...._wire.kinds import Anything, MapOf, Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[Any] = Operation(
    id="conversations_set_custom_attributes",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes",
    returns=Anything(),
    unwrap=("custom_attributes",),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "custom_attributes", MapOf(Anything()), required=True),
    ),
)


async def conversations_set_custom_attributes(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    custom_attributes: Mapping[str, Any],
) -> Any:
    """Replace a conversation's custom attributes.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes`

    **Replaces all custom attributes that were there**: those that are not named are lost.
    `merge_custom_attributes` reads them, merges, and writes them back.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        custom_attributes: Free-form: all of them.

    Returns:
        The custom attributes that the conversation has now.

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
            "custom_attributes": custom_attributes,
        },
    )
