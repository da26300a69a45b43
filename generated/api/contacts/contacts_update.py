from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...._wire.arguments import Parameter
from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Anything, MapOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.contact import Contact

OPERATION: Operation[Contact] = Operation(
    id="contacts_update",
    method="PUT",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}",
    returns=Object(Contact),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "name", Plain("string")),
        Parameter("body", "email", Plain("string", nullable=True)),
        Parameter("body", "phone_number", Plain("string", nullable=True)),
        Parameter("body", "identifier", Plain("string", nullable=True)),
        Parameter("body", "blocked", Plain("boolean")),
        Parameter("body", "avatar_url", Plain("string")),
        Parameter("body", "additional_attributes", MapOf(Anything())),
        Parameter("body", "custom_attributes", MapOf(Anything())),
        Parameter("file", "avatar", Anything()),
    ),
)


async def contacts_update(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
    name: str | Unset = UNSET,
    email: str | None | Unset = UNSET,
    phone_number: str | None | Unset = UNSET,
    identifier: str | None | Unset = UNSET,
    blocked: bool | Unset = UNSET,
    avatar_url: str | Unset = UNSET,
    additional_attributes: Mapping[str, Any] | Unset = UNSET,
    custom_attributes: Mapping[str, Any] | Unset = UNSET,
    avatar: Upload | None = None,
    on_progress: Progress | None = None,
) -> Contact:
    """Change a contact.

    `PUT /api/v1/accounts/{account_id}/contacts/{contact_id}`

    Changes what is named and leaves the rest. `custom_attributes` and `additional_attributes` are
    **merged** into those that are there: a key that is not named stays, at the first level only (a
    nested object is replaced as a whole). The page answers 204; servers answer 200 with the contact.

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.
        name: May be empty.
        email: One that no other contact has; null for none (source). The page has no null.
        phone_number: In the form +6281234567890 (E.164), and one that no other contact has; null for none
            (source). The page has no null.
        identifier: The id in the account's own system, which no other contact has; null for none (source).
            The page has no null.
        blocked: Whether the contact is blocked: their messages open no conversation.
        avatar_url: The URL of a picture; the server fetches it some time later.
        additional_attributes: Free-form: city, country_code, company_name and more. Cannot be sent together
            with a file.
        custom_attributes: Free-form: what the account defined. Cannot be sent together with a file.
        avatar: A picture of the contact.
        on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

    Returns:
        The contact as it is now.

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
            "name": name,
            "email": email,
            "phone_number": phone_number,
            "identifier": identifier,
            "blocked": blocked,
            "avatar_url": avatar_url,
            "additional_attributes": additional_attributes,
            "custom_attributes": custom_attributes,
            "avatar": avatar,
            "on_progress": on_progress,
        },
    )
