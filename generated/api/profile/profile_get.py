from __future__ import annotations

from ...._wire.kinds import Object
from ...._wire.operation import Caller, Operation
from ...models.profile import Profile

OPERATION: Operation[Profile] = Operation(
    id="profile_get",
    method="GET",
    path="/api/v1/profile",
    returns=Object(Profile),
    parameters=(),
)


async def profile_get(
    client: Caller,
) -> Profile:
    """The user to whom the access token belongs.

    `GET /api/v1/profile`

    The user, with the accounts that the token can be used on. The quickest test of a token.

    Returns:
        The user.

    Raises:
        InvalidRequestError: an argument that cannot be sent; nothing was sent.
        ApiStatusError: the server answered with an error.
        ConnectionFailedError, RequestTimeoutError: there was no answer.
        DecodeError: the answer is not what the contract says.
    """
    return await client.call(
        OPERATION,
        {},
    )
