"""Integrations and their hooks."""

from __future__ import annotations

from .._state.clock import Json
from .._state.integrations import APPS, IntegrationHook
from .._state.refusals import server_fault
from .._state.workflows import DashboardApp
from .call import AccountRouter, Call

router = AccountRouter()


def _app_json(call: Call, name: str) -> Json:
    """Return an app with its hooks; only administrators see its setup."""
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
                    {"label": key, "type": "text", "name": key, "validation": ""} for key in app.types
                ],
                "visible_properties": app.visible.split(),
            }
    return body | {"hooks": call.json_of(hooks)}


@router("GET /integrations/apps")
def _apps(call: Call) -> Json:
    return {"payload": [_app_json(call, name) for name in APPS]}


@router("GET /integrations/apps/{app_id}")
def _app(call: Call) -> Json:
    name = call.path("app_id")
    if name not in APPS:
        raise server_fault()
    return _app_json(call, name)
