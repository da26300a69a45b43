from ..._wire.kinds import OpenStrEnum


class TemplateCategory(OpenStrEnum):
    """A WhatsApp template's category."""

    UTILITY = "UTILITY"
    MARKETING = "MARKETING"
    AUTHENTICATION = "AUTHENTICATION"
    SHIPPING_UPDATE = "SHIPPING_UPDATE"
    TICKET_UPDATE = "TICKET_UPDATE"
    ISSUE_RESOLUTION = "ISSUE_RESOLUTION"
