from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.custom_attribute_definition import CustomAttributeDefinition

OPERATION: Operation[CustomAttributeDefinition] = Operation(
    id="custom_attribute_definitions_get",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}",
    returns=Object(CustomAttributeDefinition),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter(
            "path", "custom_attribute_definition_id", Plain("integer"), minimum=1, maximum=2147483647, required=True
        ),
    ),
)


async def custom_attribute_definitions_get(
    client: Caller,
    custom_attribute_definition_id: int,
    *,
    account_id: int | None = None,
) -> CustomAttributeDefinition:
    """One definition of a custom attribute.

    `GET /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

    What the attribute holds and where it belongs.

    Args:
        account_id: The account's number; the client's own where it is left out.
        custom_attribute_definition_id: The definition's number; its key does not do.

    Returns:
        The definition.

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
