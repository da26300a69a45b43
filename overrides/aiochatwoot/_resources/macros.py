"""Macros. Servers report success even for a macro that does not exist."""

from __future__ import annotations

from collections.abc import Sequence

from ..generated.api.macros import MacrosResource


class Macros(MacrosResource):
    """Macros: actions that users run on conversations. Executing a macro that does not exist is an error."""

    __slots__ = ()

    async def execute(self, macro_id: int, *, conversation_ids: Sequence[int], account_id: int | None = None) -> None:
        """Run a macro on conversations.

        Reads the macro first, since servers report success even for one that does not exist. The server runs it **some
        time later**, with the rights of the user, and does not report the outcome: it skips conversations that do not
        exist, and actions that fail. A second call sends the macro's messages a second time.

        Args:
            macro_id: The macro's id.
            conversation_ids: The numbers of conversations that the app shows (display ids).
            account_id: The account's number. Default: the client's setting.

        Raises:
            NotFoundError: there is no such macro; nothing was run.
            ChatwootError: as `get`.
        """
        with self._client.shared_deadline():
            await self.get(macro_id, account_id=account_id)
            await super().execute(macro_id, conversation_ids=conversation_ids, account_id=account_id)
