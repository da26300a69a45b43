from ..._wire.kinds import OpenStrEnum


class TemplateCategory(OpenStrEnum):
    """The category of a WhatsApp template.

    Attributes:
        UTILITY: About an order or account.
        MARKETING: Advertising.
        AUTHENTICATION: A code to sign in.
        SHIPPING_UPDATE: About a shipment; an older category.
        TICKET_UPDATE: About a ticket; an older category.
        ISSUE_RESOLUTION: About a solved problem; an older category.
    """

    UTILITY = "UTILITY"
    MARKETING = "MARKETING"
    AUTHENTICATION = "AUTHENTICATION"
    SHIPPING_UPDATE = "SHIPPING_UPDATE"
    TICKET_UPDATE = "TICKET_UPDATE"
    ISSUE_RESOLUTION = "ISSUE_RESOLUTION"
