"""Inboxes with their channels as JSON."""

from __future__ import annotations

from .._state.channels import CHANNELS, MAIL_SERVERS, NEW_INBOX
from .._state.clock import Json
from .._state.people import Agent, AgentBot
from .._state.records import Inbox
from .writer import Writer

_OWN = "id avatar_url channel_id name channel_type"
# Inboxes of all channels have these keys.
_OF_ANY_CHANNEL = (
    "allowed_domains widget_color website_url hmac_mandatory welcome_title welcome_tagline web_widget_script"
    " website_token selected_feature_flags reply_time"
)
_NUMBERS = "messaging_service_sid phone_number"
_MAIL = " ".join(MAIL_SERVERS).replace("imap_authentication", "imap_authentication@4.16.2")
# The keys of each channel, in their order. Only administrators see the keys in _SECRETS.
_BY_CHANNEL = {
    "Channel::WebWidget": f"hmac_token pre_chat_form_enabled pre_chat_form_options continuity_via_email {_NUMBERS}",
    "Channel::Email": f"{_NUMBERS} email forwarding_enabled {_MAIL}",
    "Channel::Api": f"{_NUMBERS} hmac_token secret@4.13.0 webhook_url inbox_identifier additional_attributes",
}
_SECRETS = ("hmac_token", "secret", *MAIL_SERVERS)
_RECORD = (
    "id channel_id account_id name created_at updated_at channel_type enable_auto_assignment greeting_enabled"
    " greeting_message email_address working_hours_enabled out_of_office_message timezone enable_email_collect"
    " csat_survey_enabled allow_messages_after_resolved auto_assignment_config lock_to_single_conversation portal_id"
    " sender_name_type business_name csat_config"
)
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


def inbox_json(writer: Writer, inbox: Inbox) -> Json:
    """Return an inbox with its channel; only administrators see secrets and mail servers."""
    administrator = isinstance(writer.viewer, Agent) and writer.viewer.is_administrator
    token = inbox.key("website")
    about: Json = {
        **dict.fromkeys(f"{_OF_ANY_CHANNEL} {_NUMBERS} provider".split()),
        **CHANNELS.get(inbox.channel_type, {}),
        **inbox.channel,
        **inbox.all_settings,
        "hmac_token": inbox.hmac_token,
        "secret": inbox.secret,
        "inbox_identifier": inbox.identifier,
        "forwarding_enabled": False,
    }
    if inbox.channel_type == "Channel::WebWidget":
        about["web_widget_script"] = _SCRIPT.format(base_url=writer.base_url, token=token)
        about["website_token"] = token
    keys = _BY_CHANNEL.get(inbox.channel_type, _NUMBERS)
    if not administrator:
        keys = " ".join(key for key in keys.split() if key.partition("@")[0] not in _SECRETS)
    return writer.pick(inbox, f"{_OWN} {' '.join(NEW_INBOX)} {_OF_ANY_CHANNEL} {keys} provider", **about)


def inbox_record(writer: Writer, inbox: Inbox) -> Json:
    """Return an inbox's database row, which the response to a new contact contains."""
    return writer.pick(inbox, _RECORD, **NEW_INBOX, email_address=None, portal_id=None) | {
        key: value for key, value in inbox.settings.items() if key in _RECORD.split()
    }


def bot_of_inbox(writer: Writer, bot: AgentBot) -> Json:
    """Return a bot as its inbox shows it: `access_token` is the whole record of the token."""
    about = {"id": bot.id, "owner_type": "AgentBot", "owner_id": bot.id, "token": bot.token}
    record = writer.pick(bot, "id owner_type owner_id token created_at created_at=updated_at", **about)
    return writer.stored(bot) | {"access_token": record}
