"""A plugin that puts httpx2 in httpx's place for a run of the tests: ``pytest -p tests.httpx2_as_httpx``."""

import httpx2

httpx2.alias_httpx()
