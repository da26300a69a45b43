from ..._wire.kinds import OpenStrEnum


class AttachmentFileType(OpenStrEnum):
    """What an attachment is; it decides which keys there are."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    FALLBACK = "fallback"
    SHARE = "share"
    STORY_MENTION = "story_mention"
    CONTACT = "contact"
    IG_REEL = "ig_reel"
    IG_POST = "ig_post"
    IG_STORY = "ig_story"
    EMBED = "embed"
