from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="contact_notes_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("path", "note_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def contact_notes_delete(
    client: Caller,
    contact_id: int,
    note_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete a note.

    `DELETE /api/v1/accounts/{account_id}/contacts/{contact_id}/notes/{note_id}`

    It does not come back.

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.
        note_id: The note's number.

    Returns:
        The note is deleted.

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
            "note_id": note_id,
        },
    )
