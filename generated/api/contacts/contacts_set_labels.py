from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[list[str]] = Operation(
    id="contacts_set_labels",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/labels",
    returns=ListOf(Plain("string")),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "labels", ListOf(Plain("string")), required=True),
    ),
)


async def contacts_set_labels(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
    labels: Sequence[str],
) -> list[str]:
    """Replace the labels of a contact.

    `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/labels`

    **Replaces all labels that were there**, although the page speaks of adding. `add_labels` keeps
    them. A title that is no label of the account is taken, too (source, not captured).

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.
        labels: The titles of all that it will carry; an empty list takes all away.

    Returns:
        The titles of the labels that the contact carries now.

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
            "labels": labels,
        },
    )
