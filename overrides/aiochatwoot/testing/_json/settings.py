"""What an account is set up with as JSON, key by key as a real server (4.10.0) sends it."""

from __future__ import annotations

from .._state.account import Account
from .._state.clock import iso
from .._state.records import Agent, AgentBot, Inbox, Json, stable_uuid
from .._state.setting_records import CannedResponse, CustomAttributeDefinition, CustomFilter, Label, Webhook
from . import people

_CLOSED = {"open_hour": None, "open_minutes": None, "close_hour": None, "close_minutes": None}
_OFFICE = {"open_hour": 9, "open_minutes": 0, "close_hour": 17, "close_minutes": 0}
_SETTINGS: Json = {
    "greeting_enabled": False,
    "greeting_message": None,
    "working_hours_enabled": False,
    "enable_email_collect": True,
    "csat_survey_enabled": False,
    "csat_config": {},
    "enable_auto_assignment": True,
    "auto_assignment_config": {},
    "out_of_office_message": None,
    "working_hours": [],
    "timezone": "UTC",
    "callback_webhook_url": None,
    "allow_messages_after_resolved": True,
    "lock_to_single_conversation": False,
    "sender_name_type": "friendly",
    "business_name": None,
}
# Every inbox has these keys, whatever its channel; for channels with settings of their own others come with them.
_OF_ANY_CHANNEL = (
    "allowed_domains",
    "widget_color",
    "website_url",
    "hmac_mandatory",
    "welcome_title",
    "welcome_tagline",
    "web_widget_script",
    "website_token",
    "selected_feature_flags",
    "reply_time",
)
_FIELDS = (
    ("emailAddress", "email", "Email Id", True),
    ("fullName", "text", "Full name", False),
    ("phoneNumber", "text", "Phone number", False),
)
_PRE_CHAT: Json = {
    "pre_chat_fields": [
        {
            "name": name,
            "type": kind,
            "label": label,
            "enabled": False,
            "required": required,
            "field_type": "standard",
        }
        for name, kind, label, required in _FIELDS
    ],
    "pre_chat_message": "Share your queries or comments here.",
}
_MAIL_SERVERS: Json = {
    "imap_login": "",
    "imap_password": "",
    "imap_address": "",
    "imap_port": 0,
    "imap_enabled": False,
    "imap_enable_ssl": True,
    "smtp_login": "",
    "smtp_password": "",
    "smtp_address": "",
    "smtp_port": 0,
    "smtp_enabled": False,
    "smtp_domain": "",
    "smtp_enable_ssl_tls": False,
    "smtp_enable_starttls_auto": True,
    "smtp_openssl_verify_mode": "none",
    "smtp_authentication": "login",
}
# What a channel has when it is new. A caller can change these keys and no others.
CHANNELS: dict[str, Json] = {
    "Channel::WebWidget": {
        "allowed_domains": "",
        "widget_color": "#1f93ff",
        "website_url": None,
        "hmac_mandatory": False,
        "welcome_title": None,
        "welcome_tagline": None,
        "selected_feature_flags": ["attachments", "emoji_picker", "end_conversation"],
        "reply_time": "in_a_few_minutes",
        "pre_chat_form_enabled": False,
        "pre_chat_form_options": _PRE_CHAT,
        "continuity_via_email": True,
    },
    "Channel::Api": {"hmac_mandatory": False, "webhook_url": "", "additional_attributes": {}},
    "Channel::Email": {"email": None, "provider": None, **_MAIL_SERVERS},
}
_SCRIPT = """
    <script>
      (function(d,t) {{
        var BASE_URL="{base_url}";
        var g=d.createElement(t),s=d.getElementsByTagName(t)[0];
        g.src=BASE_URL+"/packs/js/sdk.js";
        g.async = true;
        s.parentNode.insertBefore(g,s);
        g.onload=function(){{
          window.chatwootSDK.run({{
            websiteToken: '{token}',
            baseUrl: BASE_URL
          }})
        }}
      }})(document,"script");
    </script>
    """


def inbox(inbox: Inbox, viewer: Agent | AgentBot, base_url: str) -> Json:
    """An inbox with its channel; secrets and mail servers are for administrators only (source, not captured)."""
    administrator = isinstance(viewer, Agent) and viewer.role == "administrator"
    channel = CHANNELS.get(inbox.channel_type, {}) | inbox.channel
    body: Json = {
        "id": inbox.id,
        "avatar_url": "",
        "channel_id": inbox.channel_id,
        "name": inbox.name,
        "channel_type": inbox.channel_type,
        **_SETTINGS,
        **inbox.settings,
        "working_hours": working_hours(inbox),
    }
    secret = {"hmac_token": _token(inbox, "hmac")} if administrator else {}
    common: Json = {key: channel.get(key) for key in _OF_ANY_CHANNEL}
    numbers: Json = {"messaging_service_sid": None, "phone_number": channel.get("phone_number")}
    provider: Json = {"provider": channel.get("provider")}
    if inbox.channel_type == "Channel::WebWidget":
        token = _token(inbox, "website")
        common |= {"web_widget_script": _SCRIPT.format(base_url=base_url, token=token), "website_token": token}
        form = ("pre_chat_form_enabled", "pre_chat_form_options", "continuity_via_email")
        return body | common | secret | {key: channel[key] for key in form} | numbers | provider
    if inbox.channel_type == "Channel::Email":
        address = {"email": channel["email"], "forwarding_enabled": False}
        servers = {key: channel[key] for key in _MAIL_SERVERS} if administrator else {}
        return body | common | numbers | address | servers | provider
    if inbox.channel_type == "Channel::Api":
        own = {
            "webhook_url": channel["webhook_url"],
            "inbox_identifier": _token(inbox, "identifier"),
            "additional_attributes": channel["additional_attributes"],
        }
        return body | common | numbers | secret | own | provider
    return body | common | numbers | provider


def working_hours(inbox: Inbox) -> list[Json]:
    """The seven days from Sunday; those of the office are Monday to Friday."""
    return [
        {
            "day_of_week": day,
            "closed_all_day": day in (0, 6),
            **(_CLOSED if day in (0, 6) else _OFFICE),
            "open_all_day": False,
        }
        | inbox.working_hours.get(day, {})
        for day in range(7)
    ]


def _token(inbox: Inbox, name: str) -> str:
    return stable_uuid(f"{name} of inbox {inbox.id}").replace("-", "")[:24]


def account(account: Account) -> Json:
    details = account.details
    custom = {"custom_attributes": details.custom_attributes} if details.custom_attributes else {}
    return {
        "settings": details.settings,
        "created_at": iso(details.created_at),
        **custom,
        "domain": details.domain,
        "features": details.features,
        "id": account.id,
        "locale": details.locale,
        "name": account.name,
        "support_email": details.support_email,
        "status": details.status,
        "cache_keys": details.cache_keys,
    }


def agent_bot(bot: AgentBot) -> Json:
    return people.bot(bot) | {
        "bot_config": bot.bot_config,
        "account_id": bot.account_id,
        "access_token": bot.token,
        "system_bot": False,
    }


def agent_bot_of_inbox(bot: AgentBot) -> Json:
    """A bot as its inbox has it: its token is the whole record."""
    token = {
        "id": bot.id,
        "owner_type": "AgentBot",
        "owner_id": bot.id,
        "token": bot.token,
        "created_at": iso(bot.created_at),
        "updated_at": iso(bot.created_at),
    }
    return agent_bot(bot) | {"access_token": token}


def label(label: Label) -> Json:
    return {
        "id": label.id,
        "title": label.title,
        "description": label.description,
        "color": label.color,
        "show_on_sidebar": label.show_on_sidebar,
    }


def canned_response(canned: CannedResponse) -> Json:
    return {
        "id": canned.id,
        "account_id": canned.account_id,
        "short_code": canned.short_code,
        "content": canned.content,
        "created_at": iso(canned.created_at),
        "updated_at": iso(canned.updated_at),
    }


def custom_attribute_definition(definition: CustomAttributeDefinition) -> Json:
    return {
        "id": definition.id,
        "attribute_display_name": definition.attribute_display_name,
        "attribute_display_type": definition.attribute_display_type,
        "attribute_description": definition.attribute_description,
        "attribute_key": definition.attribute_key,
        "regex_pattern": definition.regex_pattern,
        "regex_cue": definition.regex_cue,
        "attribute_values": definition.attribute_values,
        "attribute_model": definition.attribute_model,
        "default_value": None,
        "created_at": iso(definition.created_at),
        "updated_at": iso(definition.updated_at),
    }


def custom_filter(saved: CustomFilter) -> Json:
    return {
        "id": saved.id,
        "name": saved.name,
        "filter_type": saved.filter_type,
        "query": saved.query,
        "created_at": iso(saved.created_at),
        "updated_at": iso(saved.updated_at),
    }


def webhook(webhook: Webhook) -> Json:
    return {
        "id": webhook.id,
        "name": webhook.name,
        "url": webhook.url,
        "account_id": webhook.account_id,
        "subscriptions": webhook.subscriptions,
    }
