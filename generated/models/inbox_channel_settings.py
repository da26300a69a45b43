from __future__ import annotations

from typing import Any

from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Plain, Unset, declare, field
from ..._wire.model import Model
from .reply_time import ReplyTime


@declare
class InboxChannelSettings(Model):
    """The settings of a channel. The server ignores those of other kinds, and what it does not know;
    further ones can be sent in a dict. The page has the first four, the others are by source
    (`webhook_url` was captured).

    Attributes:
        website_url: Of a website, which has to have it.
        welcome_title: Of a website.
        welcome_tagline: Of a website.
        widget_color: Of a website, as in CSS, such as #1f93ff.
        reply_time: Of a website: how soon visitors are told to expect an answer.
        allowed_domains: Of a website: the domains that may show its widget, with commas.
        hmac_mandatory: Of a website or API: whether contacts have to prove who they are.
        continuity_via_email: Of a website: whether visitors who left get answers by mail.
        pre_chat_form_enabled: Of a website: whether visitors fill a form first.
        pre_chat_form_options: Free-form: of a website, that form: `pre_chat_message` and `pre_chat_fields`,
            all of it.
        selected_feature_flags: Of a website: all that its widget can do: attachments, emoji_picker,
            end_conversation, use_inbox_avatar_for_bot.
        webhook_url: Of an API: where its messages go; empty for nowhere.
        additional_attributes: Free-form: of an API, all of them.
        email: Of mail, which has to have it: its address.
        imap_enabled: Of mail: whether the server fetches it. The server tries the address, port and
            password that come with it.
        smtp_enabled: Of mail: whether it goes out by a server of its own. The server tries the address,
            port and password that come with it.
        smtp_authentication: How the server signs in there, such as login.
        line_channel_id: Of LINE.
        line_channel_secret: Of LINE.
        line_channel_token: Of LINE.
        bot_token: Of Telegram.
        phone_number: Of WhatsApp and SMS, in the form +6281234567890 (E.164).
        provider: Of WhatsApp and mail: who carries the messages, such as whatsapp_cloud.
        provider_config: Free-form: of WhatsApp and SMS, all of it; **holds secrets**, such as api_key.
    """

    website_url: str | Unset = field(Plain("string"), default=UNSET)
    welcome_title: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    welcome_tagline: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    widget_color: str | Unset = field(Plain("string"), default=UNSET)
    reply_time: ReplyTime | Unset = field(Enumeration(ReplyTime), default=UNSET)
    allowed_domains: str | Unset = field(Plain("string"), default=UNSET)
    hmac_mandatory: bool | Unset = field(Plain("boolean"), default=UNSET)
    continuity_via_email: bool | Unset = field(Plain("boolean"), default=UNSET)
    pre_chat_form_enabled: bool | Unset = field(Plain("boolean"), default=UNSET)
    pre_chat_form_options: dict[str, Any] | Unset = field(MapOf(Anything()), default=UNSET)
    selected_feature_flags: list[str] | Unset = field(ListOf(Plain("string")), default=UNSET)
    webhook_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    additional_attributes: dict[str, Any] | Unset = field(MapOf(Anything()), default=UNSET)
    email: str | Unset = field(Plain("string"), default=UNSET)
    imap_enabled: bool | Unset = field(Plain("boolean"), default=UNSET)
    imap_address: str | Unset = field(Plain("string"), default=UNSET)
    imap_port: int | Unset = field(Plain("integer"), default=UNSET)
    imap_login: str | Unset = field(Plain("string"), default=UNSET)
    imap_password: str | Unset = field(Plain("string", secret=True), default=UNSET)
    imap_enable_ssl: bool | Unset = field(Plain("boolean"), default=UNSET)
    smtp_enabled: bool | Unset = field(Plain("boolean"), default=UNSET)
    smtp_address: str | Unset = field(Plain("string"), default=UNSET)
    smtp_port: int | Unset = field(Plain("integer"), default=UNSET)
    smtp_login: str | Unset = field(Plain("string"), default=UNSET)
    smtp_password: str | Unset = field(Plain("string", secret=True), default=UNSET)
    smtp_domain: str | Unset = field(Plain("string"), default=UNSET)
    smtp_enable_ssl_tls: bool | Unset = field(Plain("boolean"), default=UNSET)
    smtp_enable_starttls_auto: bool | Unset = field(Plain("boolean"), default=UNSET)
    smtp_openssl_verify_mode: str | Unset = field(Plain("string"), default=UNSET)
    smtp_authentication: str | Unset = field(Plain("string"), default=UNSET)
    line_channel_id: str | Unset = field(Plain("string"), default=UNSET)
    line_channel_secret: str | Unset = field(Plain("string", secret=True), default=UNSET)
    line_channel_token: str | Unset = field(Plain("string", secret=True), default=UNSET)
    bot_token: str | Unset = field(Plain("string", secret=True), default=UNSET)
    phone_number: str | Unset = field(Plain("string"), default=UNSET)
    provider: str | Unset = field(Plain("string"), default=UNSET)
    provider_config: dict[str, Any] | Unset = field(MapOf(Anything()), default=UNSET)
