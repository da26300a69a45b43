"""Every operation of the contract on FakeChatwoot: it is there, and its answer is what the contract says."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot import Chatwoot, InvalidRequestError, NotFoundError
from aiochatwoot.generated.api import operations
from aiochatwoot.testing import FakeChatwoot

from .called import CALLS

pytestmark = pytest.mark.usefixtures("one_attempt")


@pytest.mark.parametrize("operation_id", CALLS)
async def test_an_operation_is_served(operation_id: str) -> None:
    """The call is one of this operation, and nothing in its answer deviates from the contract."""
    asked: list[str | None] = []
    with FakeChatwoot() as server:
        async with Chatwoot(
            server.base_url,
            token=server.token,
            account_id=server.account_id,
            drift="strict",
            on_request=lambda details: asked.append(details.operation),
        ) as chatwoot:
            try:
                result: Any = await CALLS[operation_id](chatwoot)
            except NotFoundError as error:
                error.add_note("where FakeChatwoot has no such route: overrides/aiochatwoot/testing/_app/routes.py")
                raise

    assert operation_id in asked[-2:]  # some read afterwards whether all of it was done
    if operations()[operation_id].returns is None:
        assert result is None


def test_all_operations_are_called() -> None:
    """There is a call of every operation, and of nothing else."""
    missing, left_over = sorted(set(operations()) - set(CALLS)), sorted(set(CALLS) - set(operations()))
    assert not missing, f"tests/called.py: add a call of {', '.join(missing)} to CALLS"
    assert not left_over, f"tests/called.py: remove {', '.join(left_over)} from CALLS: no operation has this name"


@pytest.mark.parametrize("listed", [[-1, 2**40], [1, 2**40], [True]])
async def test_ids_in_a_body_are_checked_like_those_of_a_path(listed: list[int]) -> None:
    """A listed id that cannot be one is refused before anything is sent, with the argument's name and its place."""
    async with Chatwoot("http://127.0.0.1:9", token="of-nobody", account_id=1) as chatwoot:
        with pytest.raises(InvalidRequestError, match=r"^user_ids\[[01]\]: .*(below 1|above 2147483647|got bool)"):
            await chatwoot.conversations.add_participants(42, user_ids=listed)
