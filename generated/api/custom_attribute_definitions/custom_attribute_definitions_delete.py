from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="custom_attribute_definitions_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter(
            "path", "custom_attribute_definition_id", Plain("integer"), minimum=1, maximum=2147483647, required=True
        ),
    ),
)


async def custom_attribute_definitions_delete(
    client: Caller,
    custom_attribute_definition_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete the definition of a custom attribute.

    `DELETE /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

    What conversations and contacts hold stays (source). The page answers 200.

    Args:
        account_id: The account's number; the client's own where it is left out.
        custom_attribute_definition_id: The definition's number; its key does not do.

    Returns:
        The definition is deleted.

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
            "custom_attribute_definition_id": custom_attribute_definition_id,
        },
    )
