from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.label import Label

OPERATION: Operation[Label] = Operation(
    id="labels_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/labels",
    returns=Object(Label),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "title", Plain("string"), required=True),
        Parameter("body", "description", Plain("string", nullable=True)),
        Parameter("body", "color", Plain("string")),
        Parameter("body", "show_on_sidebar", Plain("boolean")),
    ),
)


async def labels_create(
    client: Caller,
    *,
    account_id: int | None = None,
    title: str,
    description: str | None | Unset = UNSET,
    color: str | Unset = UNSET,
    show_on_sidebar: bool | Unset = UNSET,
) -> Label:
    """Create a label.

    `POST /api/v1/accounts/{account_id}/labels`

    For administrators only (source). A title that is taken is refused (422).

    Args:
        account_id: The account's number; the client's own where it is left out.
        title: At least two letters, digits, hyphens or underscores, the first a letter or digit; no spaces.
            The server makes it lower case. (Source, not captured.)
        description: What users are told about it.
        color: As in CSS, such as #1f93ff, which the server takes where there is none.
        show_on_sidebar: Whether the app shows it beside the lists.

    Returns:
        The label.

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
            "title": title,
            "description": description,
            "color": color,
            "show_on_sidebar": show_on_sidebar,
        },
    )
