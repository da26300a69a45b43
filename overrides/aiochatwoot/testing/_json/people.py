"""People as JSON: the same person has other keys as an assignee, as a sender and as the token's owner."""

from __future__ import annotations

from .._state.clock import epoch
from .._state.records import Agent, AgentBot, Contact, Json, Sender, Team, stable_uuid


def contact(contact: Contact) -> Json:
    body: Json = {
        "additional_attributes": contact.additional_attributes,
        "availability_status": contact.availability_status,
        "email": contact.email,
        "id": contact.id,
        "name": contact.name,
        "phone_number": contact.phone_number,
        "blocked": contact.blocked,
        "identifier": contact.identifier,
        "thumbnail": contact.thumbnail,
        "custom_attributes": contact.custom_attributes,
    }
    if contact.last_activity_at is not None:
        body["last_activity_at"] = epoch(contact.last_activity_at)
    if contact.created_at is not None:
        body["created_at"] = epoch(contact.created_at)
    return body


def agent(agent: Agent) -> Json:
    body: Json = {
        "id": agent.id,
        "account_id": agent.account_id,
        "availability_status": agent.availability_status,
        "auto_offline": agent.auto_offline,
        "confirmed": agent.confirmed,
        "email": agent.email,
        "provider": "email",
        "available_name": agent.name,
    }
    if agent.custom_attributes:
        body["custom_attributes"] = agent.custom_attributes
    return body | {"name": agent.name, "role": agent.role, "thumbnail": ""}


def bot(bot: AgentBot) -> Json:
    return {
        "id": bot.id,
        "name": bot.name,
        "description": bot.description,
        "thumbnail": "",
        "outgoing_url": bot.outgoing_url,
        "bot_type": bot.bot_type,
    }


def team(team: Team, viewer: Agent | AgentBot) -> Json:
    return {
        "id": team.id,
        "name": team.name,
        "description": team.description,
        "allow_auto_assign": team.allow_auto_assign,
        "account_id": team.account_id,
        "is_member": viewer in team.members,
    }


def sender(sender: Sender) -> Json:
    if isinstance(sender, AgentBot):
        return {"id": sender.id, "name": sender.name, "avatar_url": "", "type": "agent_bot"}
    if isinstance(sender, Agent):
        return {
            "id": sender.id,
            "name": sender.name,
            "available_name": sender.name,
            "avatar_url": "",
            "type": "user",
            "availability_status": sender.availability_status,
            "thumbnail": "",
        }
    return {
        "additional_attributes": sender.additional_attributes,
        "custom_attributes": sender.custom_attributes,
        "email": sender.email,
        "id": sender.id,
        "identifier": sender.identifier,
        "name": sender.name,
        "phone_number": sender.phone_number,
        "thumbnail": sender.thumbnail,
        "blocked": sender.blocked,
        "type": "contact",
    }


def profile(agent: Agent, account_name: str) -> Json:
    return {
        "access_token": agent.token,
        "account_id": agent.account_id,
        "available_name": agent.name,
        "avatar_url": "",
        "confirmed": agent.confirmed,
        "display_name": None,
        "message_signature": None,
        "email": agent.email,
        "id": agent.id,
        "inviter_id": None,
        "name": agent.name,
        "provider": "email",
        "pubsub_token": stable_uuid(f"pubsub of agent {agent.id}"),
        "role": agent.role,
        "ui_settings": {},
        "uid": agent.email,
        "type": None,
        "accounts": [
            {
                "id": agent.account_id,
                "name": account_name,
                "status": "active",
                "active_at": None,
                "role": agent.role,
                "permissions": [agent.role],
                "availability": agent.availability,
                "availability_status": agent.availability_status,
                "auto_offline": agent.auto_offline,
            }
        ],
    }
