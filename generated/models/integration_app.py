from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .integration_hook import IntegrationHook
from .integration_hook_type import IntegrationHookType


@declare
class IntegrationApp(Model):
    """A product that an account can connect to.

    Attributes:
        id: Name of the integration, such as dialogflow.
        name: The name for users.
        enabled: Whether the account has set the integration up.
        hooks: The account's hooks of this integration.
        feature_flag: Feature that the account needs for it.
        logo: File name of the logo.
        action: URL of the setup page.
        button: URL of the setup page.
        hook_type: The scope of an integration.
        allow_multiple_hooks: Whether an account can set the integration up more than once.
        settings_json_schema: The schema of a hook's `settings`.
        settings_form_schema: The app's form for these settings.
        visible_properties: Names of the settings in responses.
    """

    id: str = field(Plain("string"))
    name: str = field(Plain("string"))
    description: str = field(Plain("string"))
    enabled: bool = field(Plain("boolean"))
    hooks: list[IntegrationHook] = field(ListOf(Object(IntegrationHook)))
    short_description: str | None = field(Plain("string", nullable=True), default=None)
    feature_flag: str | None = field(Plain("string", nullable=True), default=None)
    logo: str | None = field(Plain("string", nullable=True), default=None)
    i18n_key: str | None = field(Plain("string", nullable=True), default=None)
    action: str | None = field(Plain("string", nullable=True), default=None)
    button: str | None = field(Plain("string", nullable=True), default=None)
    hook_type: IntegrationHookType | None = field(Enumeration(IntegrationHookType), default=None)
    allow_multiple_hooks: bool | None = field(Plain("boolean"), default=None)
    settings_json_schema: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    settings_form_schema: list[dict[str, Any]] | None = field(ListOf(MapOf(Anything())), default=None)
    visible_properties: list[str] | None = field(ListOf(Plain("string")), default=None)
