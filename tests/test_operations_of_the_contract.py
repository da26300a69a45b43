"""Every operation of the contract on FakeChatwoot: it exists, and its response matches the contract."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot import Chatwoot, ChatwootPlatform, ChatwootPublic, InvalidRequestError, NotFoundError
from aiochatwoot.generated.api import operations
from aiochatwoot.testing import FakeChatwoot

from .called import CALLS
from .called_of_clients import PLATFORM, PUBLIC

pytestmark = [pytest.mark.untraced, pytest.mark.usefixtures("one_attempt")]


@pytest.mark.parametrize("operation_id", CALLS)
async def test_an_operation_is_served(operation_id: str) -> None:
    """The call is one of this operation, and its response does not deviate from the contract."""
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

    assert operation_id in asked[-2:]  # some check afterwards whether the change was applied
    if operations()[operation_id].returns is None:
        assert result is None


@pytest.mark.parametrize("operation_id", PLATFORM)
async def test_an_operation_of_platform_apps_is_served(operation_id: str) -> None:
    """FakeChatwoot supports the operation, called by a platform app."""
    asked: list[str | None] = []
    with FakeChatwoot(sample=False) as server:
        async with ChatwootPlatform(
            server.base_url,
            token=server.installation.add_platform_app().token,
            drift="strict",
            on_request=lambda details: asked.append(details.operation),
        ) as platform:
            result: Any = await PLATFORM[operation_id](platform)

    assert asked[-1] == operation_id
    assert operations()[operation_id].returns is not None or result is None


@pytest.mark.parametrize("operation_id", PUBLIC)
async def test_an_operation_of_contacts_is_served(operation_id: str) -> None:
    """FakeChatwoot supports the operation, called by a contact whose conversation has a survey."""
    asked: list[str | None] = []
    with FakeChatwoot(sample=False) as server:
        talk = server.account.add_conversation()
        server.account.add_message(talk, None, "template", content_type="input_csat")
        async with ChatwootPublic(
            server.base_url,
            inbox_identifier=talk.inbox.identifier,
            contact_identifier=talk.source_id,
            drift="strict",
            on_request=lambda details: asked.append(details.operation),
        ) as public:
            result: Any = await PUBLIC[operation_id](public)

    assert asked[-1] == operation_id
    assert operations()[operation_id].returns is not None or result is None


def test_all_operations_are_called() -> None:
    """The tests have exactly one call for every operation."""
    called = {*CALLS, *PLATFORM, *PUBLIC}
    missing, left_over = sorted(set(operations()) - called), sorted(called - set(operations()))
    assert not missing, (
        f"tests/called.py: add a call of {', '.join(missing)} to CALLS, or to tests/called_of_clients.py"
    )
    assert not left_over, f"tests/called.py: remove {', '.join(left_over)}: no operation has this name"


@pytest.mark.parametrize("listed", [[-1, 2**40], [1, 2**40], [True]])
async def test_ids_in_a_body_are_checked_like_those_of_a_path(listed: list[int]) -> None:
    """An invalid id in a list is refused before anything is sent, with the argument's name and its position."""
    async with Chatwoot("http://127.0.0.1:9", token="of-nobody", account_id=1) as chatwoot:
        with pytest.raises(InvalidRequestError, match=r"^user_ids\[[01]\]: .*(below 1|above 2147483647|got bool)"):
            await chatwoot.conversations.add_participants(42, user_ids=listed)
