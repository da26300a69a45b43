"""Macros. Servers report success even for a macro that does not exist."""

from __future__ import annotations

from collections.abc import Sequence

from ..generated.api.macros import MacrosResource


class Macros(MacrosResource):
    """Macros: actions that users run on conversations. Executing a macro that does not exist is an error."""

    __slots__ = ()

    async def execute(self, macro_id: int, *, conversation_ids: Sequence[int], account_id: int | None = None) -> None:
        """Run a macro on conversations.

        Reads the macro first, since servers report success even for one that does not exist. The server runs it **in
        the background**, with the user's permissions, and does not report the result: it skips conversations that do
        not exist, and actions that fail. Two calls send the macro's messages twice.

        Args:
            macro_id: ID of the macro.
            conversation_ids: Display IDs of the conversations: the numbers that the app shows.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            NotFoundError: there is no such macro; nothing was run.
            ChatwootError: see `get`.
        """
        with self._client.shared_deadline():
            await self.get(macro_id, account_id=account_id)
            await super().execute(macro_id, conversation_ids=conversation_ids, account_id=account_id)
