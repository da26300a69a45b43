from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Anything, Enumeration, MapOf, Object, Plain, Timestamp, Unset
from ...._wire.operation import Caller, Operation
from ...models.conversation import Conversation
from ...models.conversation_first_message import ConversationFirstMessage
from ...models.conversation_status import ConversationStatus

OPERATION: Operation[Conversation] = Operation(
    id="conversations_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations",
    returns=Object(Conversation),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "source_id", Plain("string")),
        Parameter("body", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("body", "contact_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("body", "additional_attributes", MapOf(Anything())),
        Parameter("body", "custom_attributes", MapOf(Anything())),
        Parameter("body", "status", Enumeration(ConversationStatus)),
        Parameter("body", "assignee_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("body", "team_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("body", "snoozed_until", Timestamp("iso")),
        Parameter("body", "message", Object(ConversationFirstMessage)),
    ),
)


async def conversations_create(
    client: Caller,
    *,
    account_id: int | None = None,
    source_id: str | Unset = UNSET,
    inbox_id: int | Unset = UNSET,
    contact_id: int | Unset = UNSET,
    additional_attributes: Mapping[str, Any] | Unset = UNSET,
    custom_attributes: Mapping[str, Any] | Unset = UNSET,
    status: ConversationStatus | Literal["open", "resolved", "pending", "snoozed"] | Unset = UNSET,
    assignee_id: int | Unset = UNSET,
    team_id: int | Unset = UNSET,
    snoozed_until: datetime.datetime | Unset = UNSET,
    message: ConversationFirstMessage | Mapping[str, Any] | Unset = UNSET,
) -> Conversation:
    """Begin a conversation.

    `POST /api/v1/accounts/{account_id}/conversations`

    Says with whom, in one of two ways: `source_id` (a contact's identity in an inbox), or `contact_id`
    together with `inbox_id`; with both of these a `source_id` names the identity that is made. The
    server requires none of them and answers 404 when they lead to no contact. (The page requires
    `source_id` and `inbox_id`.)

    In an inbox that is locked to a single conversation the server answers with the contact's
    conversation that is there already, and an inbox with a bot makes the conversation `pending`
    (source). An assignee who is not in the team that comes with them is dropped.

    It is never repeated unless it was provably not seen: a server that gets it twice begins two
    conversations.

    Args:
        account_id: The account's number; the client's own where it is left out.
        source_id: The contact's identity in an inbox.
        inbox_id: The inbox.
        contact_id: The contact.
        additional_attributes: Free-form: what the app shows of the visit, such as browser, referer or
            mail_subject.
        custom_attributes: Free-form: what the account defined.
        status: Where it stands at first; `open` where there is none. The page does not have `snoozed`.
        assignee_id: The user to whom it is assigned.
        team_id: The team to which it is assigned.
        snoozed_until: When it opens again; only with the status `snoozed`. It is sent as ISO text: this
            call answers 200 to epoch seconds and stores null, while `conversations_snooze` needs just those.
        message: The first message.

    Returns:
        The conversation. The page has only its `id`, `account_id` and `inbox_id`.

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
            "source_id": source_id,
            "inbox_id": inbox_id,
            "contact_id": contact_id,
            "additional_attributes": additional_attributes,
            "custom_attributes": custom_attributes,
            "status": status,
            "assignee_id": assignee_id,
            "team_id": team_id,
            "snoozed_until": snoozed_until,
            "message": message,
        },
    )
