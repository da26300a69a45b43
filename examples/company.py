"""Prints the token's user, through a company's proxy and with its own certificate authority.

With CHATWOOT_BASE_URL and CHATWOOT_API_ACCESS_TOKEN in the environment:

HTTPS_PROXY=http://proxy.company.example:3128 COMPANY_CA=company-ca.pem python examples/company.py
"""

from __future__ import annotations

import asyncio
import os
import ssl
import sys

import httpx

from aiochatwoot import Chatwoot, ChatwootError


def transport() -> httpx.AsyncHTTPTransport:
    """Create a transport that trusts the system's and the company's CAs, and uses the proxy."""
    context = ssl.create_default_context()
    if authority := os.environ.get("COMPANY_CA"):
        context.load_verify_locations(authority)
    return httpx.AsyncHTTPTransport(verify=context, proxy=os.environ.get("HTTPS_PROXY"))


async def main() -> int:
    try:
        async with Chatwoot(transport=transport()) as chatwoot:
            profile = await chatwoot.profile.get()
    except (ChatwootError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(profile.name)
    return 0


if __name__ == "__main__":
    try:
        status = asyncio.run(main())
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has read enough
        os._exit(1)  # without Python's flush at exit, which would fail again
    sys.exit(status)
