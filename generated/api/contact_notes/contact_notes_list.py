from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contact_note import ContactNote

OPERATION: Operation[list[ContactNote]] = Operation(
    id="contact_notes_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/notes",
    returns=ListOf(Object(ContactNote)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def contact_notes_list(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
) -> list[ContactNote]:
    """All notes of a contact.

    `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/notes`

    All at once, the newest first (source). The published page does not have the notes.

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.

    Returns:
        The notes.

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
