"""The counters of a shared rate limit in Redis; needs the extra ``[redis]``."""

from __future__ import annotations

import asyncio

from ..errors import SettingsError
from ..limits import StoreLostError
from ..settings import Secret

try:
    from redis.asyncio import Redis
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff
    from redis.exceptions import RedisError
except ImportError as error:
    raise ImportError('SharedWindow needs the extra "redis": pip install "aiochatwoot[redis]"') from error
_PATIENCE = 2.0
_KEPT = 180
"""Seconds that the counter of a minute is kept: it may be begun early, by the clock of another machine."""
_REMEMBERED = 86400


class RedisStore:
    """Counters by minute. It connects for each lease: so it belongs to no event loop, thread or process.

    Args:
        url: The URL, which may hold a password.

    Raises:
        SettingsError: it is no URL of a Redis server, or has an unknown option.
    """

    def __init__(self, url: Secret) -> None:
        self._url = url
        try:
            pool = self._client().connection_pool
            pool.connection_class(**pool.connection_kwargs)  # connects nowhere, but refuses unknown options
        except (AttributeError, TypeError, ValueError):  # their messages may quote the URL
            problem = "expected a URL such as redis://host:6379/0, rediss:// or unix://"
            raise SettingsError(f"redis_url: {problem}") from None

    async def lease(self, key: str, window: int, places: int, *, is_doubtful: bool) -> tuple[int, int]:
        """Take places of a minute; see `LimitStore.lease`."""
        # Braces: a cluster keeps the keys of a transaction together by what is in them.
        counter, since = f"aiochatwoot:{{{key}}}:{window}", f"aiochatwoot:{{{key}}}:since"
        try:
            async with asyncio.timeout(_PATIENCE), self._client() as redis, redis.pipeline(transaction=True) as pipe:
                pipe.incrby(counter, places)
                pipe.expire(counter, _KEPT)
                pipe.set(since, window, ex=_REMEMBERED, nx=not is_doubtful)
                pipe.expire(since, _REMEMBERED)
                pipe.get(since)
                total, _, _, _, began = await pipe.execute()
                return int(total), int(began)
        # A TimeoutError is an OSError; the others are of a response that is no number.
        except (RedisError, OSError, ValueError, TypeError) as error:
            problem = type(error).__name__
        raise StoreLostError(problem)  # here: the frames below hold the password

    def _client(self) -> Redis:
        # No retries: one would hide that the store was away, and lost what it knew.
        return Redis.from_url(self._url.reveal(), retry=Retry(NoBackoff(), 0))
