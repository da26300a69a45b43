"""Integrations: apps that an account can connect to, and their hooks. The fake server connects to none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .clock import Json
from .entity import ALL, WRITES, Draft, Stored, View, attribute
from .records import Inbox
from .values import NUMBER, OBJECT, TEXT, enum


@dataclass(frozen=True)
class App:
    """An app that an account can connect to.

    Attributes:
        settings: The settings of a hook as ``name:type``, with JSON types.
        required: The required settings.
        visible: The settings shown to callers.
        of: The owner of a hook: ``account`` or ``inbox``.
        several: Whether an account can have more than one hook.
    """

    name: str
    settings: str = ""
    required: str = ""
    visible: str = ""
    of: str = "account"
    several: bool = False

    @property
    def types(self) -> dict[str, str]:
        """The JSON type of each setting."""
        return dict(each.split(":") for each in self.settings.split())

    def schema(self) -> Json:
        """Return the JSON schema of a hook's settings."""
        return {
            "type": "object",
            "properties": {name: {"type": kind} for name, kind in self.types.items()},
            "required": self.required.split(),
            "additionalProperties": False,
        }


APPS = {
    "webhook": App("Webhooks", several=True),
    "dashboard_apps": App("Dashboard Apps", several=True),
    "openai": App("OpenAI", "api_key:string label_suggestion:boolean", "api_key", "label_suggestion"),
    "dialogflow": App(
        "Dialogflow",
        "project_id:string credentials:object region:string language_code:string",
        "project_id credentials",
        "project_id region language_code",
        of="inbox",
        several=True,
    ),
    "google_translate": App(
        "Google Translate", "project_id:string credentials:object", "project_id credentials", "project_id"
    ),
    "dyte": App(
        "RealtimeKit", "account_id:string app_id:string api_token:string", "account_id app_id api_token", "account_id"
    ),
    "leadsquared": App(
        "LeadSquared",
        "access_key:string secret_key:string enable_conversation_activity:boolean enable_transcript_activity:boolean",
        "access_key secret_key",
        "enable_conversation_activity enable_transcript_activity",
    ),
}
_NO_KEY = "OpenAI API key is invalid or revoked. Please check your key in your OpenAI dashboard."
_TYPES = {"string": str, "boolean": bool, "object": dict}


def _app(name: str, draft: Draft) -> str | None:
    """Check that the account may add a hook of the app; an unknown app counts as taken."""
    app = APPS.get(draft.values[name])
    taken = app is None or (not app.several and any(each.app_id == draft.values[name] for each in draft.others))
    return "has already been taken" if taken else None


def _settings(name: str, draft: Draft) -> str | None:
    app, given = APPS.get(draft.values["app_id"]), draft.values[name] or {}
    if app is None:
        return None
    known = all(key in app.types and isinstance(value, _TYPES[app.types[key]]) for key, value in given.items())
    return None if known and set(app.required.split()) <= set(given) else ": Invalid settings data"


def _openai_key(name: str, draft: Draft) -> str | None:
    """Check an OpenAI key. A real server tests the key; here any text is valid."""
    return _NO_KEY if draft.values["app_id"] == "openai" and _settings("settings", draft) else None


class IntegrationHook(
    Stored,
    path="/integrations/hooks",
    verbs=WRITES,
    admins=ALL,
    checks=(("base", _openai_key),),
    keys="id app_id is_enabled=status inbox():named account_id app.of=hook_type visible_settings=settings reference_id",
):
    """A hook of an integration, which the fake server only stores.

    Attributes:
        status: ``enabled`` or ``disabled``.
        settings: All settings; callers see only the visible ones.
    """

    app_id: str = attribute(TEXT, _app, default="")
    settings: Json = attribute(OBJECT, _settings, default_factory=dict)
    status: str = attribute(enum("disabled", "enabled"), default="enabled")
    inbox_id: int | None = attribute(NUMBER, default=None)
    reference_id: ClassVar = None

    @property
    def app(self) -> App:
        """The app."""
        return APPS[self.app_id]

    @property
    def is_enabled(self) -> bool:
        """Whether the status is ``enabled``."""
        return self.status == "enabled"

    @property
    def visible_settings(self) -> Json:
        """The settings that callers see."""
        return {key: value for key, value in self.settings.items() if key in self.app.visible.split()}

    def inbox(self, view: View) -> Inbox | None:
        """Return the hook's inbox, if it has one."""
        return view.account.inboxes.get(self.inbox_id or 0)
