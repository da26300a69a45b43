from ...declarations import OpenStrEnum


class MessageUserType(OpenStrEnum):
    """MessageUserType"""

    USER = "user"
