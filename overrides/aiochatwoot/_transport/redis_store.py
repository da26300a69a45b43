"""Stores the counters of a shared rate limit in Redis; needs the extra ``[redis]``."""

from __future__ import annotations

import asyncio

from .._extras import missing_extra
from ..errors import SettingsError
from ..limits import StoreLostError
from ..settings import Secret

try:
    from redis.asyncio import Redis
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff
    from redis.exceptions import RedisError
except ImportError as error:
    raise ImportError(missing_extra("SharedWindow", "redis")) from error
_PATIENCE = 2.0
_KEPT = 180
"""Seconds to keep a minute's counter; another machine's clock may have started it early."""
_REMEMBERED = 86400


class RedisStore:
    """Counters by minute. It is not bound to an event loop, thread or process: each lease opens its own connection.

    Args:
        url: The URL; it may hold a password.

    Raises:
        SettingsError: the URL is not a Redis URL, or has an unknown option.
    """

    def __init__(self, url: Secret) -> None:
        self._url = url
        try:
            pool = self._client().connection_pool
            pool.connection_class(**pool.connection_kwargs)  # does not connect, but validates the options
        except (AttributeError, TypeError, ValueError):  # their messages may quote the URL
            problem = "expected a URL such as redis://host:6379/0, rediss:// or unix://"
            raise SettingsError(f"redis_url: {problem}") from None

    async def lease(self, key: str, window: int, places: int, *, is_doubtful: bool) -> tuple[int, int]:
        """Lease places of a minute; see `LimitStore.lease`."""
        # Braces: a cluster hashes only the text in them, so the keys of a transaction stay on one node.
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
        # A TimeoutError is an OSError; the others mean that the response is not a number.
        except (RedisError, OSError, ValueError, TypeError) as error:
            problem = type(error).__name__
        raise StoreLostError(problem)  # raise here: deeper frames hold the password

    def _client(self) -> Redis:
        # No retries: a retry would hide that the store restarted and lost its counters.
        return Redis.from_url(self._url.reveal(), retry=Retry(NoBackoff(), 0))
