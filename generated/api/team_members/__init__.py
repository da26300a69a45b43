from __future__ import annotations

import builtins
from collections.abc import Sequence

from ...._wire.operation import Caller
from ...models.user import User
from .team_members_add import team_members_add
from .team_members_list import team_members_list
from .team_members_remove import team_members_remove
from .team_members_set import team_members_set


class TeamMembersResource:
    """The users of a team."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        team_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[User]:
        """All members of a team.

        `GET /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        All at once.

        Args:
            account_id: The account's number; the client's own where it is left out.
            team_id: The team's number.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await team_members_list(
            self._client,
            team_id,
            account_id=account_id,
        )

    async def add(
        self,
        team_id: int,
        *,
        account_id: int | None = None,
        user_ids: Sequence[int],
    ) -> builtins.list[User]:
        """Add users to a team.

        `POST /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        Who is in it already stays. An id that is no user of the account is answered **401**, *Invalid User
        IDs*, and nobody is added. For administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            team_id: The team's number.
            user_ids: The users.

        Returns:
            The users who were added, without those who were in it already (source).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await team_members_add(
            self._client,
            team_id,
            account_id=account_id,
            user_ids=user_ids,
        )

    async def remove(
        self,
        team_id: int,
        *,
        account_id: int | None = None,
        user_ids: Sequence[int],
    ) -> None:
        """Take users out of a team.

        `DELETE /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        Users who are not in it are ignored; an id that is no user of the account is answered **401**,
        *Invalid User IDs*, and nobody is taken out. For administrators only. (All source.)

        Args:
            account_id: The account's number; the client's own where it is left out.
            team_id: The team's number.
            user_ids: The users.

        Returns:
            They are no longer in it. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await team_members_remove(
            self._client,
            team_id,
            account_id=account_id,
            user_ids=user_ids,
        )

    async def set(
        self,
        team_id: int,
        *,
        account_id: int | None = None,
        user_ids: Sequence[int],
    ) -> builtins.list[User]:
        """Replace the members of a team.

        `PATCH /api/v1/accounts/{account_id}/teams/{team_id}/team_members`

        **Replaces all who were in it**: users who are not named no longer are. An id that is no user of the
        account is answered **401**, *Invalid User IDs*, and nothing changes (source). For administrators
        only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            team_id: The team's number.
            user_ids: The users.

        Returns:
            All users who are in it now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await team_members_set(
            self._client,
            team_id,
            account_id=account_id,
            user_ids=user_ids,
        )
