from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .inbox_help_center import InboxHelpCenter
from .reply_time import ReplyTime
from .sender_name_type import SenderNameType
from .working_hours import WorkingHours


@declare
class Inbox(Model):
    """An inbox, with the settings of its channel. Those of other channels are null or absent. Secrets and
    the settings of mail servers come to administrators only.

    Attributes:
        avatar_url: Empty when there is none.
        channel_id: Unique among inboxes with the same channel_type only.
        channel_type: The kind of inbox, such as Channel::WebWidget.
        greeting_enabled: Whether it greets contacts.
        greeting_message: The greeting.
        working_hours_enabled: Whether the working hours count.
        enable_email_collect: Whether it asks visitors for their email.
        csat_survey_enabled: Whether contacts get a satisfaction survey.
        enable_auto_assignment: Whether the server assigns conversations to agents.
        auto_assignment_config: Free-form: how.
        out_of_office_message: The message outside of the working hours.
        working_hours: The seven days, from Sunday.
        timezone: Of the working hours, such as UTC or Asia/Jakarta.
        callback_webhook_url: The URL that the provider of some channels has to call.
        allow_messages_after_resolved: Whether contacts can go on in a resolved conversation.
        lock_to_single_conversation: Whether a contact has one conversation there at most.
        sender_name_type: The sender's name in mails.
        business_name: The name of the business in mails.
        widget_color: Of a website, as in CSS, such as #1f93ff.
        website_url: Of a website.
        hmac_mandatory: Of a website or API: whether contacts must prove their identity.
        welcome_title: Of a website.
        welcome_tagline: Of a website.
        web_widget_script: Of a website: the script that its pages have to include.
        website_token: Of a website: its public name in the script.
        selected_feature_flags: Of a website: the features of its widget, such as attachments.
        reply_time: Of a website: the time to a reply that visitors see.
        messaging_service_sid: Of Twilio.
        phone_number: Of SMS, WhatsApp and Twilio.
        provider: The carrier of the messages of some kinds of inboxes.
        csat_config: Free-form: how they are asked. Absent in older versions.
        help_center: The help center that belongs to it; absent if there is none.
        allowed_domains: The domains that may show a website's widget, separated by commas. Absent in older
            versions.
        hmac_token: Of a website or API: the key with which contacts prove their identity.
        pre_chat_form_enabled: Of a website: whether visitors fill a form first.
        pre_chat_form_options: Free-form: of a website, that form.
        continuity_via_email: Of a website: whether it mails replies to visitors who left.
        webhook_url: Of an API: the URL that gets its messages.
        inbox_identifier: Of an API: its public name in the API for contacts.
        secret: Of an API: the key with which the server signs its calls. Since Chatwoot 4.13.0.
        additional_attributes: Free-form: of an API.
        email: Of mail: its address.
        forwarding_enabled: Of mail: whether the server takes forwarded mails.
        forward_to_email: Of mail: the address to which mails are forwarded.
        imap_enabled: Of mail: whether the server fetches mails by IMAP.
        imap_authentication: How the server signs in there, such as plain. The version that brought it is
            not known; 4.10.0 does not have it. Since Chatwoot 4.16.2.
        smtp_enabled: Of mail: whether replies are sent by an SMTP server of its own.
        smtp_authentication: How the server signs in there, such as login.
        reauthorization_required: Whether somebody has to sign in to the channel's provider again.
        page_id: Of Facebook.
        instagram_id: Of Instagram.
        medium: Of Twilio: sms or whatsapp.
        account_sid: Of Twilio.
        auth_token: Of Twilio.
        content_templates: Free-form: of Twilio.
        bot_name: Of Telegram.
        message_templates: Free-form: of WhatsApp.
        provider_config: Of WhatsApp; **holds secrets**, such as api_key, so no value is shown in a repr.
        voice_call_webhook_url: Of a voice inbox of the paid edition.
        voice_status_webhook_url: Of a voice inbox of the paid edition.
    """

    id: int = field(Plain("integer"))
    avatar_url: str = field(Plain("string"))
    channel_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    channel_type: str = field(Plain("string"))
    greeting_enabled: bool | None = field(Plain("boolean", nullable=True))
    greeting_message: str | None = field(Plain("string", nullable=True))
    working_hours_enabled: bool | None = field(Plain("boolean", nullable=True))
    enable_email_collect: bool | None = field(Plain("boolean", nullable=True))
    csat_survey_enabled: bool | None = field(Plain("boolean", nullable=True))
    enable_auto_assignment: bool | None = field(Plain("boolean", nullable=True))
    auto_assignment_config: dict[str, Any] = field(MapOf(Anything()))
    out_of_office_message: str | None = field(Plain("string", nullable=True))
    working_hours: list[WorkingHours] = field(ListOf(Object(WorkingHours)))
    timezone: str | None = field(Plain("string", nullable=True))
    callback_webhook_url: str | None = field(Plain("string", nullable=True))
    allow_messages_after_resolved: bool | None = field(Plain("boolean", nullable=True))
    lock_to_single_conversation: bool = field(Plain("boolean"))
    sender_name_type: SenderNameType = field(Enumeration(SenderNameType))
    business_name: str | None = field(Plain("string", nullable=True))
    widget_color: str | None = field(Plain("string", nullable=True))
    website_url: str | None = field(Plain("string", nullable=True))
    hmac_mandatory: bool | None = field(Plain("boolean", nullable=True))
    welcome_title: str | None = field(Plain("string", nullable=True))
    welcome_tagline: str | None = field(Plain("string", nullable=True))
    web_widget_script: str | None = field(Plain("string", nullable=True))
    website_token: str | None = field(Plain("string", nullable=True))
    selected_feature_flags: list[str] | None = field(ListOf(Plain("string"), nullable=True))
    reply_time: ReplyTime | None = field(Enumeration(ReplyTime, nullable=True))
    messaging_service_sid: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
    provider: str | None = field(Plain("string", nullable=True))
    csat_config: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    help_center: InboxHelpCenter | None = field(Object(InboxHelpCenter), default=None)
    allowed_domains: str | None = field(Plain("string", nullable=True), default=None)
    hmac_token: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    pre_chat_form_enabled: bool | None = field(Plain("boolean", nullable=True), default=None)
    pre_chat_form_options: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    continuity_via_email: bool | None = field(Plain("boolean", nullable=True), default=None)
    webhook_url: str | None = field(Plain("string", nullable=True), default=None)
    inbox_identifier: str | None = field(Plain("string", nullable=True), default=None)
    secret: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    additional_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    email: str | None = field(Plain("string", nullable=True), default=None)
    forwarding_enabled: bool | None = field(Plain("boolean"), default=None)
    forward_to_email: str | None = field(Plain("string", nullable=True), default=None)
    imap_enabled: bool | None = field(Plain("boolean", nullable=True), default=None)
    imap_address: str | None = field(Plain("string", nullable=True), default=None)
    imap_port: int | None = field(Plain("integer", nullable=True), default=None)
    imap_login: str | None = field(Plain("string", nullable=True), default=None)
    imap_password: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    imap_enable_ssl: bool | None = field(Plain("boolean", nullable=True), default=None)
    imap_authentication: str | None = field(Plain("string", nullable=True), default=None)
    smtp_enabled: bool | None = field(Plain("boolean", nullable=True), default=None)
    smtp_address: str | None = field(Plain("string", nullable=True), default=None)
    smtp_port: int | None = field(Plain("integer", nullable=True), default=None)
    smtp_login: str | None = field(Plain("string", nullable=True), default=None)
    smtp_password: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    smtp_domain: str | None = field(Plain("string", nullable=True), default=None)
    smtp_enable_ssl_tls: bool | None = field(Plain("boolean", nullable=True), default=None)
    smtp_enable_starttls_auto: bool | None = field(Plain("boolean", nullable=True), default=None)
    smtp_openssl_verify_mode: str | None = field(Plain("string", nullable=True), default=None)
    smtp_authentication: str | None = field(Plain("string", nullable=True), default=None)
    reauthorization_required: bool | None = field(Plain("boolean", nullable=True), default=None)
    page_id: str | None = field(Plain("string", nullable=True), default=None)
    instagram_id: str | None = field(Plain("string", nullable=True), default=None)
    medium: str | None = field(Plain("string", nullable=True), default=None)
    account_sid: str | None = field(Plain("string", nullable=True), default=None)
    auth_token: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    content_templates: Any = field(Anything(), default=None)
    bot_name: str | None = field(Plain("string", nullable=True), default=None)
    message_templates: Any = field(Anything(), default=None)
    provider_config: dict[str, str] | None = field(MapOf(Plain("string", secret=True)), default=None)
    voice_call_webhook_url: str | None = field(Plain("string", nullable=True), default=None)
    voice_status_webhook_url: str | None = field(Plain("string", nullable=True), default=None)
