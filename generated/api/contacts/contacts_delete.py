from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="contacts_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def contacts_delete(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete a contact.

    `DELETE /api/v1/accounts/{account_id}/contacts/{contact_id}`

    **Deletes its conversations, messages and notes with it**, some time later (source, not captured).
    For administrators only; a contact who is online is not deleted (source, not captured).

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.

    Returns:
        The contact is deleted.

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
