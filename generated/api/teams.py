from __future__ import annotations

import builtins

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_ALLOW_AUTO_ASSIGN = Parameter("body", "allow_auto_assign", Plain("boolean"))
_TEAM_ID = Parameter("path", "team_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.Team]] = Operation(
    id="teams.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/teams",
    returns=lambda: ListOf(Object(models.Team)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.Team] = Operation(
    id="teams.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/teams",
    returns=lambda: Object(models.Team),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        _DESCRIPTION,
        _ALLOW_AUTO_ASSIGN,
    ),
)

GET: Operation[models.Team] = Operation(
    id="teams.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/teams/{team_id}",
    returns=lambda: Object(models.Team),
    parameters=(_ACCOUNT_ID, _TEAM_ID),
)

DELETE: Operation[None] = Operation(
    id="teams.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/teams/{team_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _TEAM_ID),
)

UPDATE: Operation[models.Team] = Operation(
    id="teams.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/teams/{team_id}",
    returns=lambda: Object(models.Team),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _TEAM_ID, Parameter("body", "name", Plain("string")), _DESCRIPTION, _ALLOW_AUTO_ASSIGN),
)


class TeamsResource(Resource):
    """Groups of users to which conversations are assigned."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.Team]:
        """List all teams of an account.

        `GET /api/v1/accounts/{account_id}/teams`

        Returns all teams in one response, including teams without the token's user.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The teams.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self,
        *,
        name: str,
        description: str | None | Unset = UNSET,
        allow_auto_assign: bool | None = None,
        account_id: int | None = None,
    ) -> models.Team:
        """Create a team.

        `POST /api/v1/accounts/{account_id}/teams`

        Creates a team without members; `team_members.add` adds them. The server refuses a name that is
        already in use (422). For administrators only.

        Args:
            name: The name, unique in the account; **the server converts it to lower case**.
            description: A description for users.
            allow_auto_assign: Whether the server assigns the team's conversations to agents. The server's
                default is true.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The team.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "account_id": account_id,
                "name": name,
                "description": description,
                "allow_auto_assign": allow_auto_assign,
            },
        )

    async def get(self, team_id: int, *, account_id: int | None = None) -> models.Team:
        """Get a team.

        `GET /api/v1/accounts/{account_id}/teams/{team_id}`

        Returns a team without its members; `team_members.list` returns them.

        Args:
            team_id: ID of the team.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The team.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "team_id": team_id})

    async def delete(self, team_id: int, *, account_id: int | None = None) -> None:
        """Delete a team.

        `DELETE /api/v1/accounts/{account_id}/teams/{team_id}`

        The conversations are kept, without a team. For administrators only.

        Args:
            team_id: ID of the team.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "team_id": team_id})

    async def update(
        self,
        team_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        allow_auto_assign: bool | None = None,
        account_id: int | None = None,
    ) -> models.Team:
        """Change a team.

        `PATCH /api/v1/accounts/{account_id}/teams/{team_id}`

        Changes only the given fields. For administrators only.

        Args:
            team_id: ID of the team.
            name: The name, unique in the account; **the server converts it to lower case**.
            description: A description for users.
            allow_auto_assign: Whether the server assigns the team's conversations to agents. The server's
                default is true.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The team after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "team_id": team_id,
                "name": name,
                "description": description,
                "allow_auto_assign": allow_auto_assign,
            },
        )
