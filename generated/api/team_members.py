from __future__ import annotations

import builtins
from collections.abc import Sequence

from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_TEAM_ID = Parameter("path", "team_id", Plain("integer", minimum=1, maximum=2147483647), required=True)
_USER_IDS = Parameter("body", "user_ids", ListOf(Plain("integer", minimum=1, maximum=2147483647)), required=True)

LIST: Operation[list[models.User]] = Operation(
    id="team_members.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/teams/{team_id}/team_members",
    returns=lambda: ListOf(Object(models.User)),
    parameters=(_ACCOUNT_ID, _TEAM_ID),
)

ADD: Operation[list[models.User]] = Operation(
    id="team_members.add",
    method="POST",
    path="/api/v1/accounts/{account_id}/teams/{team_id}/team_members",
    returns=lambda: ListOf(Object(models.User)),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _TEAM_ID, _USER_IDS),
)

REMOVE: Operation[None] = Operation(
    id="team_members.remove",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/teams/{team_id}/team_members",
    returns=None,
    parameters=(_ACCOUNT_ID, _TEAM_ID, _USER_IDS),
)

SET: Operation[list[models.User]] = Operation(
    id="team_members.set",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/teams/{team_id}/team_members",
    returns=lambda: ListOf(Object(models.User)),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _TEAM_ID, _USER_IDS),
)


class TeamMembersResource(Resource):
    """The users of a team."""

    __slots__ = ()

    async def list(self, team_id: int, *, account_id: int | None = None) -> builtins.list[models.User]:
        """List all members of a team.

        `GET /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        Returns all entries in one response.

        Args:
            team_id: ID of the team.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "team_id": team_id})

    async def add(
        self, team_id: int, *, user_ids: Sequence[int], account_id: int | None = None
    ) -> builtins.list[models.User]:
        """Add users to a team.

        `POST /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        Existing members are kept. If a user is not in the account, the server responds with **401**,
        *Invalid User IDs*, and adds nobody. For administrators only.

        Args:
            team_id: ID of the team.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The added users, without existing members.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ADD, {"account_id": account_id, "team_id": team_id, "user_ids": user_ids})

    async def remove(self, team_id: int, *, user_ids: Sequence[int], account_id: int | None = None) -> None:
        """Remove users from a team.

        `DELETE /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        The server ignores users who are not members. If a user is not in the account, it responds with
        **401**, *Invalid User IDs*, and removes nobody. For administrators only.

        Args:
            team_id: ID of the team.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(REMOVE, {"account_id": account_id, "team_id": team_id, "user_ids": user_ids})

    async def set(
        self, team_id: int, *, user_ids: Sequence[int], account_id: int | None = None
    ) -> builtins.list[models.User]:
        """Replace the members of a team.

        `PATCH /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        **Replaces all members**: users who are not listed are removed. If a user is not in the account, the
        server responds with **401**, *Invalid User IDs*, and changes nothing. For administrators only.

        Args:
            team_id: ID of the team.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            All members after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(SET, {"account_id": account_id, "team_id": team_id, "user_ids": user_ids})
