from ..._wire.kinds import OpenStrEnum


class AttachmentFileType(OpenStrEnum):
    """The kind of an attachment, on which its other keys depend.

    Attributes:
        IMAGE: An image.
        AUDIO: An audio file or voice message.
        VIDEO: A video.
        FILE: Any other file.
        LOCATION: A location with coordinates.
        FALLBACK: A link that the channel did not send as a file.
        SHARE: A shared post.
        STORY_MENTION: A story in which the business was mentioned.
        CONTACT: A contact card.
        IG_REEL: An Instagram reel.
        IG_POST: An Instagram post.
        IG_STORY: An Instagram story.
        EMBED: Embedded content.
    """

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
