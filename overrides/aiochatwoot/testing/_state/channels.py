"""Settings of inboxes and channels: the reader and the default of each."""

from __future__ import annotations

from .clock import Json
from .values import FLAG, NUMBER, OBJECT, TEXT, VALUES, Reader, enum

# In the order of an inbox's JSON. Callers cannot set a setting without a reader.
_SETTINGS: tuple[tuple[str, Reader | None, object], ...] = (
    ("greeting_enabled", FLAG, False),
    ("greeting_message", TEXT, None),
    ("working_hours_enabled", FLAG, False),
    ("enable_email_collect", FLAG, True),
    ("csat_survey_enabled", FLAG, False),
    ("csat_config", OBJECT, {}),
    ("enable_auto_assignment", FLAG, True),
    ("auto_assignment_config", None, {}),
    ("out_of_office_message", TEXT, None),
    ("working_hours", None, []),
    ("timezone", TEXT, "UTC"),
    ("callback_webhook_url", None, None),
    ("allow_messages_after_resolved", FLAG, True),
    ("lock_to_single_conversation", FLAG, False),
    ("sender_name_type", enum("friendly", "professional"), "friendly"),
    ("business_name", TEXT, None),
)
READERS: dict[str, Reader] = {"name": TEXT} | {name: read for name, read, _ in _SETTINGS if read is not None}
NEW_INBOX: Json = {name: value for name, _, value in _SETTINGS}
_FORM = (
    ("emailAddress", "email", "Email Id", True),
    ("fullName", "text", "Full name", False),
    ("phoneNumber", "text", "Phone number", False),
)
_PRE_CHAT: Json = {
    "pre_chat_fields": [
        {"name": name, "type": kind, "label": text, "enabled": False, "required": needed, "field_type": "standard"}
        for name, kind, text, needed in _FORM
    ],
    "pre_chat_message": "Share your queries or comments here.",
}
MAIL_SERVERS: Json = {
    "imap_login": "",
    "imap_password": "",
    "imap_address": "",
    "imap_port": 0,
    "imap_enabled": False,
    "imap_enable_ssl": True,
    "imap_authentication": "plain",
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
# The settings of a new channel. Callers can change only these keys.
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
    "Channel::Email": {"email": None, "provider": None, **MAIL_SERVERS},
}
# Channels that callers can create; others need an account at the channel's provider.
CHANNEL_TYPES = {"api": "Channel::Api", "web_widget": "Channel::WebWidget", "email": "Channel::Email"}
# Channels with campaigns, and the type of their campaigns.
CAMPAIGN_TYPES = {
    "Channel::WebWidget": "ongoing",
    **dict.fromkeys(("Channel::TwilioSms", "Channel::Sms", "Channel::Whatsapp"), "one_off"),
}
_REPLY_TIME = enum("in_a_few_minutes", "in_a_few_hours", "in_a_day")
_CLOSED = {"open_hour": None, "open_minutes": None, "close_hour": None, "close_minutes": None}
_OFFICE = {"open_hour": 9, "open_minutes": 0, "close_hour": 17, "close_minutes": 0}


def channel_readers(channel_type: str) -> dict[str, Reader]:
    """Return a reader for each setting of a channel, by the type of its default."""
    by_type: dict[type, Reader] = {bool: FLAG, int: NUMBER, list: VALUES, dict: OBJECT}
    readers = {name: by_type.get(type(value), TEXT) for name, value in CHANNELS.get(channel_type, {}).items()}
    return readers | ({"reply_time": _REPLY_TIME} if "reply_time" in readers else {})


def week(changed: dict[int, Json]) -> list[Json]:
    """Return the seven days from Sunday; days that are not in `changed` are open from Monday to Friday."""
    return [
        {"day_of_week": day, "closed_all_day": closed, **(_CLOSED if closed else _OFFICE), "open_all_day": False}
        | changed.get(day, {})
        for day in range(7)
        for closed in (day in (0, 6),)
    ]
