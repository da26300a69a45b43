from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...._wire.arguments import Parameter
from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Anything, MapOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.created_contact import CreatedContact

OPERATION: Operation[CreatedContact] = Operation(
    id="contacts_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts",
    returns=Object(CreatedContact),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "name", Plain("string")),
        Parameter("body", "email", Plain("string", nullable=True)),
        Parameter("body", "phone_number", Plain("string", nullable=True)),
        Parameter("body", "identifier", Plain("string", nullable=True)),
        Parameter("body", "blocked", Plain("boolean")),
        Parameter("body", "avatar_url", Plain("string")),
        Parameter("body", "additional_attributes", MapOf(Anything())),
        Parameter("body", "custom_attributes", MapOf(Anything())),
        Parameter("body", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("body", "source_id", Plain("string")),
        Parameter("file", "avatar", Anything()),
    ),
)


async def contacts_create(
    client: Caller,
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
    inbox_id: int | Unset = UNSET,
    source_id: str | Unset = UNSET,
    avatar: Upload | None = None,
    on_progress: Progress | None = None,
) -> CreatedContact:
    """Create a contact.

    `POST /api/v1/accounts/{account_id}/contacts`

    With `inbox_id` the contact is put into that inbox, too, and can be written to there. An email,
    phone number or identifier that another contact has is refused (422). The page has a list of
    contacts as the answer.

    Args:
        account_id: The account's number; the client's own where it is left out.
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
        inbox_id: The inbox that the contact is put into. The page requires it; servers do without.
        source_id: The contact's name in that inbox; the server makes one where it is left out (source, not
            captured; the page does not have it).
        avatar: A picture of the contact.
        on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

    Returns:
        The contact, and its identity in the inbox.

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
            "name": name,
            "email": email,
            "phone_number": phone_number,
            "identifier": identifier,
            "blocked": blocked,
            "avatar_url": avatar_url,
            "additional_attributes": additional_attributes,
            "custom_attributes": custom_attributes,
            "inbox_id": inbox_id,
            "source_id": source_id,
            "avatar": avatar,
            "on_progress": on_progress,
        },
    )
