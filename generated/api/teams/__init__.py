from __future__ import annotations

import builtins

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.team import Team
from .teams_create import teams_create
from .teams_delete import teams_delete
from .teams_get import teams_get
from .teams_list import teams_list
from .teams_update import teams_update


class TeamsResource:
    """Groups of users to which conversations are assigned."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
    ) -> builtins.list[Team]:
        """All teams of an account.

        `GET /api/v1/accounts/{account_id}/teams`

        All at once, also those that the token's user is not in.

        Args:
            account_id: The account's number; the client's own where it is left out.

        Returns:
            The teams.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await teams_list(
            self._client,
            account_id=account_id,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        name: str,
        description: str | None | Unset = UNSET,
        allow_auto_assign: bool | Unset = UNSET,
    ) -> Team:
        """Create a team.

        `POST /api/v1/accounts/{account_id}/teams`

        Without members; `team_members_add` adds them. A name that is taken is refused (422). For
        administrators only. (Both source.)

        Args:
            account_id: The account's number; the client's own where it is left out.
            name: What it is called, in the account only once; **the server makes it lower case** (source).
            description: What users are told about it. The page has no null.
            allow_auto_assign: Whether its conversations get an agent by themselves; the server takes true where
                a new one does not say (source).

        Returns:
            The team.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await teams_create(
            self._client,
            account_id=account_id,
            name=name,
            description=description,
            allow_auto_assign=allow_auto_assign,
        )

    async def get(
        self,
        team_id: int,
        *,
        account_id: int | None = None,
    ) -> Team:
        """One team.

        `GET /api/v1/accounts/{account_id}/teams/{team_id}`

        A team, without its members; `team_members_list` has them.

        Args:
            account_id: The account's number; the client's own where it is left out.
            team_id: The team's number.

        Returns:
            The team.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await teams_get(
            self._client,
            team_id,
            account_id=account_id,
        )

    async def delete(
        self,
        team_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a team.

        `DELETE /api/v1/accounts/{account_id}/teams/{team_id}`

        Its conversations stay, without a team (source). For administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            team_id: The team's number.

        Returns:
            The team is deleted. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await teams_delete(
            self._client,
            team_id,
            account_id=account_id,
        )

    async def update(
        self,
        team_id: int,
        *,
        account_id: int | None = None,
        name: str | Unset = UNSET,
        description: str | None | Unset = UNSET,
        allow_auto_assign: bool | Unset = UNSET,
    ) -> Team:
        """Change a team.

        `PATCH /api/v1/accounts/{account_id}/teams/{team_id}`

        Changes what is named and leaves the rest. For administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            team_id: The team's number.
            name: What it is called, in the account only once; **the server makes it lower case** (source).
            description: What users are told about it. The page has no null.
            allow_auto_assign: Whether its conversations get an agent by themselves; the server takes true where
                a new one does not say (source).

        Returns:
            The team as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await teams_update(
            self._client,
            team_id,
            account_id=account_id,
            name=name,
            description=description,
            allow_auto_assign=allow_auto_assign,
        )
