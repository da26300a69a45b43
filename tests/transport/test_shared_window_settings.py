"""Settings and secrets of the limit that several workers share."""

from __future__ import annotations

import copy
import pickle
import sys
import traceback
from importlib import import_module
from typing import Any

import pytest

from aiochatwoot import SettingsError, SharedWindow

import_module("redis")  # SharedWindow checks its URL with it


@pytest.mark.parametrize(
    ("url", "numbers", "problem"),
    [
        ("http://:hunter2@host", {}, "redis_url: expected a URL such as"),
        ("redis://:hunter2@host:port", {}, "redis_url: expected a URL such as"),
        ("redis://host?unknown=hunter2", {}, "redis_url: expected a URL such as"),
        (b"\xff", {}, "redis_url: expected a URL such as"),
        (None, {}, "redis_url: expected a URL such as"),
        ("redis://host", {"requests": 0}, "requests: expected a number"),
        ("redis://host", {"workers": True}, "workers: expected a number"),
        ("redis://host", {"workers": "many"}, "workers: expected a number"),
        ("redis://host", {"requests": 3}, "workers: 10 workers have no share of 3 requests a minute"),
    ],
)
def test_wrong_arguments_are_named_without_the_url(url: Any, numbers: dict[str, Any], problem: str) -> None:
    """The URL may hold a password, so errors do not quote it."""
    with pytest.raises(SettingsError) as caught:
        SharedWindow(url, **numbers)
    assert str(caught.value).startswith(problem)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_the_url_is_a_secret() -> None:
    """Neither a repr nor a pickle contains it; copies are refused like pickles, with advice."""
    limiter = SharedWindow("redis://:hunter2@host", 3000, workers=4, egress="a")
    assert repr(limiter) == "SharedWindow(requests=3000, workers=4, egress='a')"
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="its URL may hold a password: make one in each worker"):
            copied(limiter)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without redis-py, the error says what to install."""
    monkeypatch.setitem(sys.modules, "redis", None)
    monkeypatch.setitem(sys.modules, "redis.asyncio", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot._transport.redis_store", raising=False)
    with pytest.raises(ImportError, match=r'^SharedWindow needs .* with the extra "redis"$'):
        SharedWindow("redis://host")
