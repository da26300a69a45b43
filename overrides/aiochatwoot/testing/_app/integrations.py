"""Integrations and their hooks."""

from __future__ import annotations

from .._state.clock import Json
from .._state.integrations import APPS, IntegrationHook
from .._state.refusals import ErrorResponse, server_fault
from .._state.workflows import DashboardApp
from .call import Call, Route
from .crud import Crud

_NO_KEY = "OpenAI API key is invalid or revoked. Please check your key in your OpenAI dashboard."


class _Hooks(Crud[IntegrationHook]):
    def json(self, call: Call, record: IntegrationHook, keys: str = "") -> Json:
        inbox = call.account.inboxes.get(record.inbox_id or 0)
        short = inbox and {"id": inbox.id, "name": inbox.name}
        return super().json(call, record, keys) | {"inbox": short}

    def _validate(self, call: Call, values: Json, record: IntegrationHook | None) -> None:
        """A server tests an OpenAI key; here any text is valid."""
        try:
            super()._validate(call, values, record)
        except ErrorResponse as error:
            if values["app_id"] == "openai" and "settings" in error.body["attributes"]:
                error.body = {
                    "message": f"{error.body['message']}, {_NO_KEY}",
                    "attributes": [*error.body["attributes"], "base"],
                }
            raise


_HOOKS = _Hooks(IntegrationHook)


def _app_json(call: Call, name: str) -> Json:
    """How it is set up is for administrators."""
    app = APPS[name]
    hooks = [each for _, each in sorted(call.account.all(IntegrationHook).items()) if each.app_id == name]
    others = {"webhook": call.account.webhooks, "dashboard_apps": call.account.all(DashboardApp)}
    body: Json = {
        "id": name,
        "name": app.name,
        "description": f"Connects the account with {app.name}.",
        "short_description": f"{app.name}.",
        "enabled": bool(hooks or others.get(name)),
    }
    if call.viewer.is_administrator:
        body |= {"logo": f"{name}.png", "i18n_key": name, "hook_type": app.of, "allow_multiple_hooks": app.several}
        body |= {"action": f"/{name}", "button": f"/{name}"}
        if app.settings:
            body |= {
                "settings_json_schema": app.schema(),
                "settings_form_schema": [
                    {"label": key.partition(":")[0], "type": "text", "name": key.partition(":")[0], "validation": ""}
                    for key in app.settings.split()
                ],
                "visible_properties": app.visible.split(),
            }
    return body | {"hooks": [_HOOKS.json(call, each) for each in hooks]}


def _apps(call: Call) -> Json:
    return {"payload": [_app_json(call, name) for name in APPS]}


def _app(call: Call) -> Json:
    name = call.request.path_params["app_id"]
    if name not in APPS:
        raise server_fault()
    return _app_json(call, name)


ROUTES = [
    Route("GET", "/integrations/apps", _apps),
    Route("GET", "/integrations/apps/{app_id}", _app),
    *_HOOKS.routes(),
]
