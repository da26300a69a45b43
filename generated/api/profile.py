from __future__ import annotations

from ..._wire.kinds import Object
from ..._wire.operation import Operation, OperationClient
from .. import models

GET: Operation[models.Profile] = Operation(
    id="profile.get",
    method="GET",
    path="/api/v1/profile",
    returns=lambda: Object(models.Profile),
)


class ProfileResource:
    """The user to whom the access token belongs."""

    __slots__ = ("_client",)

    def __init__(self, client: OperationClient) -> None:
        self._client = client

    async def get(self) -> models.Profile:
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
        return await self._client.call(GET, {})
