from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Literal

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.custom_attribute_definition import CustomAttributeDefinition
from ...models.custom_attribute_display_type_code import CustomAttributeDisplayTypeCode
from ...models.custom_attribute_model_code import CustomAttributeModelCode
from .custom_attribute_definitions_create import custom_attribute_definitions_create
from .custom_attribute_definitions_delete import custom_attribute_definitions_delete
from .custom_attribute_definitions_get import custom_attribute_definitions_get
from .custom_attribute_definitions_list import custom_attribute_definitions_list
from .custom_attribute_definitions_update import custom_attribute_definitions_update


class CustomAttributeDefinitionsResource:
    """What an account keeps in the custom attributes of its conversations and contacts."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
        attribute_model: CustomAttributeModelCode | Literal[0, 1] | None = None,
    ) -> builtins.list[CustomAttributeDefinition]:
        """The custom attributes that an account defined.

        `GET /api/v1/accounts/{account_id}/custom_attribute_definitions`

        All at once, or those of conversations or of contacts alone.

        Args:
            account_id: The account's number; the client's own where it is left out.
            attribute_model: Only those of conversations (0) or of contacts (1); both where it is left out. The
                page requires it, and as a string.

        Returns:
            The definitions.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await custom_attribute_definitions_list(
            self._client,
            account_id=account_id,
            attribute_model=attribute_model,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        attribute_display_name: str,
        attribute_key: str,
        attribute_display_type: CustomAttributeDisplayTypeCode | Literal[0, 1, 2, 3, 4, 5, 6, 7] | Unset = UNSET,
        attribute_description: str | Unset = UNSET,
        attribute_values: Sequence[str] | Unset = UNSET,
        attribute_model: CustomAttributeModelCode | Literal[0, 1] | Unset = UNSET,
        regex_pattern: str | None | Unset = UNSET,
        regex_cue: str | None | Unset = UNSET,
    ) -> CustomAttributeDefinition:
        """Define a custom attribute.

        `POST /api/v1/accounts/{account_id}/custom_attribute_definitions`

        What it holds and where it belongs are numbers here, and names in the answer. A key that is taken,
        or that belongs to the server (such as `status` or `email`), is refused (422; source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            attribute_display_name: What the app calls it.
            attribute_key: The key in `custom_attributes`: letters, digits, `_`, `.` and `-` (source).
            attribute_display_type: What it holds, as a number.
            attribute_description: What users are told about it.
            attribute_values: The values that a list allows.
            attribute_model: Where it belongs, as a number.
            regex_pattern: What a text must look like in the app. The page has no null.
            regex_cue: What the app says where it does not. The page has no null.

        Returns:
            The definition.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await custom_attribute_definitions_create(
            self._client,
            account_id=account_id,
            attribute_display_name=attribute_display_name,
            attribute_key=attribute_key,
            attribute_display_type=attribute_display_type,
            attribute_description=attribute_description,
            attribute_values=attribute_values,
            attribute_model=attribute_model,
            regex_pattern=regex_pattern,
            regex_cue=regex_cue,
        )

    async def get(
        self,
        custom_attribute_definition_id: int,
        *,
        account_id: int | None = None,
    ) -> CustomAttributeDefinition:
        """One definition of a custom attribute.

        `GET /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

        What the attribute holds and where it belongs.

        Args:
            account_id: The account's number; the client's own where it is left out.
            custom_attribute_definition_id: The definition's number; its key does not do.

        Returns:
            The definition.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await custom_attribute_definitions_get(
            self._client,
            custom_attribute_definition_id,
            account_id=account_id,
        )

    async def delete(
        self,
        custom_attribute_definition_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete the definition of a custom attribute.

        `DELETE /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

        What conversations and contacts hold stays (source). The page answers 200.

        Args:
            account_id: The account's number; the client's own where it is left out.
            custom_attribute_definition_id: The definition's number; its key does not do.

        Returns:
            The definition is deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await custom_attribute_definitions_delete(
            self._client,
            custom_attribute_definition_id,
            account_id=account_id,
        )

    async def update(
        self,
        custom_attribute_definition_id: int,
        *,
        account_id: int | None = None,
        attribute_display_name: str | Unset = UNSET,
        attribute_display_type: CustomAttributeDisplayTypeCode | Literal[0, 1, 2, 3, 4, 5, 6, 7] | Unset = UNSET,
        attribute_description: str | Unset = UNSET,
        attribute_key: str | Unset = UNSET,
        attribute_values: Sequence[str] | Unset = UNSET,
        attribute_model: CustomAttributeModelCode | Literal[0, 1] | Unset = UNSET,
        regex_pattern: str | None | Unset = UNSET,
        regex_cue: str | None | Unset = UNSET,
    ) -> CustomAttributeDefinition:
        """Change the definition of a custom attribute.

        `PATCH /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

        Changes what is named and leaves the rest; `attribute_values` **replaces** all values that were
        there. What conversations and contacts hold already does not change.

        Args:
            account_id: The account's number; the client's own where it is left out.
            custom_attribute_definition_id: The definition's number; its key does not do.
            attribute_display_name: What the app calls it.
            attribute_display_type: What it holds, as a number.
            attribute_description: What users are told about it.
            attribute_key: The key in `custom_attributes`: letters, digits, `_`, `.` and `-` (source).
            attribute_values: The values that a list allows.
            attribute_model: Where it belongs, as a number.
            regex_pattern: What a text must look like in the app. The page has no null.
            regex_cue: What the app says where it does not. The page has no null.

        Returns:
            The definition as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await custom_attribute_definitions_update(
            self._client,
            custom_attribute_definition_id,
            account_id=account_id,
            attribute_display_name=attribute_display_name,
            attribute_display_type=attribute_display_type,
            attribute_description=attribute_description,
            attribute_key=attribute_key,
            attribute_values=attribute_values,
            attribute_model=attribute_model,
            regex_pattern=regex_pattern,
            regex_cue=regex_cue,
        )
