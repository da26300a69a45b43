from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .portal_config import PortalConfig
from .portal_counts import PortalCounts


@declare
class Portal(Model):
    """A help center.

    Attributes:
        slug: Name of the help center in URLs, such as `help` in `/hc/help`.
        color: A CSS color, such as #1f93ff.
        custom_domain: Domain that serves the help center; null for the server's own domain.
        header_text: Headline of the help center's pages.
        homepage_link: The URL of the company's website.
        page_title: Title of the help center's pages.
        config: The languages and the layout of a help center.
        meta: The numbers of articles and categories of a help center. In a list, the counts by status are
            null and the count of all articles is 0.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    slug: str = field(Plain("string"))
    color: str = field(Plain("string"))
    custom_domain: str | None = field(Plain("string", nullable=True))
    header_text: str | None = field(Plain("string", nullable=True))
    homepage_link: str | None = field(Plain("string", nullable=True))
    page_title: str | None = field(Plain("string", nullable=True))
    archived: bool = field(Plain("boolean"))
    account_id: int = field(Plain("integer"))
    config: PortalConfig = field(Object(PortalConfig))
    meta: PortalCounts = field(Object(PortalCounts))
