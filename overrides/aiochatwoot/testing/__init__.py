"""A Chatwoot server for tests, on a real loopback port, with the responses of a real server.

    with FakeChatwoot() as server:
        conversation = server.account.add_conversation()
        server.account.add_message(conversation, "Where is my parcel?")
        server.faults.add(faults.status(502), faults.reset(after=True))
        ...  # talk to server.base_url with server.token, then look at server.requests and server.executions

It shares no code with the client, so that it can check the client independently. `plugin` has the pytest fixtures
`fake_chatwoot` and `chatwoot`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import delivery_faults, faults
    from ._http.cable import Cable
    from ._http.deliveries import Deliveries
    from ._http.delivery import Delivery, DeliveryFaults
    from ._http.fault_queue import FaultHit, Faults
    from ._http.fault_queue import Struck as Struck  # alias of FaultHit
    from ._http.recording import Execution, Executions, RecordedRequest
    from ._signed import SignedDelivery, signed
    from ._state.account import Account, Installation
    from ._state.companies import Company
    from ._state.help_center import Article, Category, Portal
    from ._state.integrations import IntegrationHook
    from ._state.notifications import Notification
    from ._state.people import Agent, AgentBot, Contact, ContactNote, Team
    from ._state.policies import AgentCapacityPolicy, AssignmentPolicy, InboxCapacityLimit
    from ._state.records import Attachment, ContactInbox, Conversation, Inbox, Message
    from ._state.settings import CannedResponse, CustomAttributeDefinition, CustomFilter, Label, SlaPolicy, Webhook
    from ._state.surveys import CsatSurveyResponse
    from ._state.workflows import AutomationRule, Campaign, CustomRole, DashboardApp, Macro
    from .delivery_faults import DeliveryFault
    from .faults import Answer, ConnectionFault, Fault
    from .server import FakeChatwoot
else:  # a type checker would otherwise accept any name
    _MODULES = {
        "._http.cable": "Cable",
        "._http.deliveries": "Deliveries",
        "._http.delivery": "Delivery DeliveryFaults",
        "._http.fault_queue": "FaultHit Faults Struck",
        "._http.recording": "Execution Executions RecordedRequest",
        "._signed": "SignedDelivery signed",
        "._state.account": "Account Installation",
        "._state.companies": "Company",
        "._state.integrations": "IntegrationHook",
        "._state.help_center": "Article Category Portal",
        "._state.notifications": "Notification",
        "._state.people": "Agent AgentBot Contact ContactNote Team",
        "._state.policies": "AgentCapacityPolicy AssignmentPolicy InboxCapacityLimit",
        "._state.records": "Attachment ContactInbox Conversation Inbox Message",
        "._state.settings": "CannedResponse CustomAttributeDefinition CustomFilter Label SlaPolicy Webhook",
        "._state.surveys": "CsatSurveyResponse",
        "._state.workflows": "AutomationRule Campaign CustomRole DashboardApp Macro",
        ".delivery_faults": "DeliveryFault",
        ".faults": "Answer ConnectionFault Fault",
        ".server": "FakeChatwoot",
    }
    _SCRIPTS = ("delivery_faults", "faults")
    _HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

    def __getattr__(name: str) -> object:
        """Import a name on first use: pytest loads `plugin`, and so this module, even for tests that do not need it.

        Raises:
            ImportError: the packages of the extra are missing.
        """
        if name not in (*_HOMES, *_SCRIPTS):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        needed = () if _HOMES.get(name) == "._signed" else ("python_multipart", "starlette", "uvicorn", "websockets")
        if any(find_spec(each) is None for each in needed):
            from .._extras import missing_extra

            raise ImportError(missing_extra("aiochatwoot.testing", "testing"))
        module = import_module(_HOMES.get(name, f".{name}"), __name__)
        value = module if name in _SCRIPTS else getattr(module, name)
        globals()[name] = value
        return value


__all__ = [
    "Account",
    "Agent",
    "AgentBot",
    "AgentCapacityPolicy",
    "Answer",
    "Article",
    "AssignmentPolicy",
    "Attachment",
    "AutomationRule",
    "Cable",
    "Campaign",
    "CannedResponse",
    "Category",
    "Company",
    "ConnectionFault",
    "Contact",
    "ContactInbox",
    "ContactNote",
    "Conversation",
    "CsatSurveyResponse",
    "CustomAttributeDefinition",
    "CustomFilter",
    "CustomRole",
    "DashboardApp",
    "Deliveries",
    "Delivery",
    "DeliveryFault",
    "DeliveryFaults",
    "Execution",
    "Executions",
    "FakeChatwoot",
    "Fault",
    "FaultHit",
    "Faults",
    "Inbox",
    "InboxCapacityLimit",
    "Installation",
    "IntegrationHook",
    "Label",
    "Macro",
    "Message",
    "Notification",
    "Portal",
    "RecordedRequest",
    "SignedDelivery",
    "SlaPolicy",
    "Team",
    "Webhook",
    "delivery_faults",
    "faults",
    "signed",
]
