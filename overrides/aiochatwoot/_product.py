"""Declares the differences between products, and between the APIs of one product."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen(kw_only=True)
class Auth:
    """The authentication of a server, from the security scheme of its contract.

    Attributes:
        header: The header that carries the token.
        prefix: The text before the token, such as ``Bearer`` and a space.
        is_basic: Whether the token is ``user:password``, sent as in RFC 7617.
        behind_proxy: Another name of the header, for a server behind a proxy that drops the first. It is used after
            Chatwoot's 401 reports that no token arrived.
    """

    header: str = "Authorization"
    prefix: str = ""
    is_basic: bool = False
    behind_proxy: str | None = None


@attrs.frozen(kw_only=True)
class Product:
    """The properties of a product, or of one of its APIs, that a client needs.

    Attributes:
        auth: Its authentication; None for an API without a token.
        agent: The beginning of the ``User-Agent``, such as ``petshop/1.0``; empty for this package's own name.
        base_url: The default server.
        rate_limit: Requests per clock minute that a server allows an address, by default.
        variables: The environment variables for missing settings, by the name of the setting.
        is_chatwoot: Whether its servers run Chatwoot. If so, errors are explained from known texts, an address of the
            app is rejected as base URL, and a 429 without Retry-After is assumed to end with the clock minute.
        has_plain_404: Whether the server's response to a missing record equals that to an unknown path.
    """

    auth: Auth | None
    agent: str = ""
    base_url: str | None = None
    rate_limit: int | None = None
    variables: Mapping[str, str] = attrs.field(factory=dict)
    is_chatwoot: bool = False
    has_plain_404: bool = False

    @property
    def token_header(self) -> str | None:
        """The header that carries the token; None for an API without one."""
        return None if self.auth is None else self.auth.header


CHATWOOT = Product(
    # nginx, in front of many servers, drops headers with underscores by default.
    auth=Auth(header="api_access_token", behind_proxy="Api-Access-Token"),
    rate_limit=3000,
    variables={
        "base_url": "CHATWOOT_BASE_URL",
        "token": "CHATWOOT_API_ACCESS_TOKEN",
        "account_id": "CHATWOOT_ACCOUNT_ID",
    },
    is_chatwoot=True,
)

PLATFORM = Product(
    # Its 401 does not distinguish a missing token from a wrong one, so the name that nginx passes on is used.
    auth=Auth(header="Api-Access-Token"),
    rate_limit=CHATWOOT.rate_limit,
    variables={"base_url": "CHATWOOT_BASE_URL", "token": "CHATWOOT_PLATFORM_TOKEN"},
    is_chatwoot=True,
    has_plain_404=True,
)

PUBLIC = Product(
    auth=None,
    rate_limit=CHATWOOT.rate_limit,
    variables={
        "base_url": "CHATWOOT_BASE_URL",
        "inbox_identifier": "CHATWOOT_INBOX_IDENTIFIER",
        "contact_identifier": "CHATWOOT_CONTACT_IDENTIFIER",
        "identifier_hash": "CHATWOOT_IDENTIFIER_HASH",
    },
    is_chatwoot=True,
    has_plain_404=True,
)
