"""Macros; servers report success whatever the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from ..generated.api.macros import MacrosResource


class Macros(MacrosResource):
    """Sets of actions that users run on conversations; executing one that does not exist is an error."""

    __slots__ = ()

    async def execute(self, macro_id: int, *, conversation_ids: Sequence[int], account_id: int | None = None) -> None:
        """Run a macro on conversations.

        Reads the macro first: servers report success even for one that does not exist. The server runs it **some time
        later**, with the rights of the user, and does not report the outcome: it leaves out conversations that do not
        exist, and skips actions that fail. A second call sends the macro's messages a second time.

        Args:
            macro_id: The macro's number.
            conversation_ids: The numbers of conversations that the app shows (display ids).
            account_id: The account's number; the client's own where it is left out.

        Raises:
            NotFoundError: there is no such macro; nothing was run.
            ChatwootError: as `get`.
        """
        with self._client.shared_deadline():
            await self.get(macro_id, account_id=account_id)
            await super().execute(macro_id, conversation_ids=conversation_ids, account_id=account_id)
