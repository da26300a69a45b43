from ..._wire.kinds import OpenStrEnum


class MessageCaptainAssistantType(OpenStrEnum):
    """The kind of sender."""

    CAPTAIN_ASSISTANT = "captain_assistant"
