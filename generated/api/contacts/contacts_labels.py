from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[list[str]] = Operation(
    id="contacts_labels",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def contacts_labels(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
) -> list[str]:
    """The labels of a contact.

    `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/labels`

    The titles of the labels that the contact carries.

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.

    Returns:
        The titles.

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
            "contact_id": contact_id,
        },
    )
