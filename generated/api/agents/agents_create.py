from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Enumeration, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.agent_availability import AgentAvailability
from ...models.published_availability import PublishedAvailability
from ...models.role import Role
from ...models.user import User

OPERATION: Operation[User] = Operation(
    id="agents_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/agents",
    returns=Object(User),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "role", Enumeration(Role), required=True),
        Parameter("body", "email", Plain("string"), required=True),
        Parameter("body", "availability", Enumeration(AgentAvailability)),
        Parameter("body", "availability_status", Enumeration(PublishedAvailability)),
        Parameter("body", "auto_offline", Plain("boolean")),
        Parameter("body", "custom_role_id", Plain("integer", nullable=True), minimum=1, maximum=2147483647),
    ),
)


async def agents_create(
    client: Caller,
    *,
    account_id: int | None = None,
    name: str,
    role: Role | Literal["agent", "administrator"],
    email: str,
    availability: AgentAvailability | Literal["online", "offline", "busy"] | Unset = UNSET,
    availability_status: PublishedAvailability | Literal["available", "busy", "offline"] | Unset = UNSET,
    auto_offline: bool | Unset = UNSET,
    custom_role_id: int | None | Unset = UNSET,
) -> User:
    """Invite an agent.

    `POST /api/v1/accounts/{account_id}/agents`

    The server mails them an invitation; a user whom the installation knows already is added to the
    account (source). For administrators only (source). An address that is in the account already is
    refused (422; source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        name: The name of the user in all their accounts (source; the page has it for new agents only).
        role: What they may do.
        email: Where the invitation goes.
        availability: What they are set to. Answers have `availability_status`: `offline`, too, where they
            are `auto_offline` and not in the app. (Source, not captured; the page does not have it.)
        availability_status: The page's name for `availability`, with other values. **Servers ignore it**
            (source).
        auto_offline: Whether they are offline when the app is closed.
        custom_role_id: The custom role; only with the paid edition, which **takes it away where it is left
            out** (source, not captured; the page does not have it).

    Returns:
        The user, who is not `confirmed` before they followed the invitation.

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
            "role": role,
            "email": email,
            "availability": availability,
            "availability_status": availability_status,
            "auto_offline": auto_offline,
            "custom_role_id": custom_role_id,
        },
    )
