"""Times with their zones, as `snooze --until` takes them."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator

import pytest

from aiochatwoot.testing import FakeChatwoot

from ..commands import in_zone, run

pytestmark = pytest.mark.usefixtures("one_attempt")


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the time zone to New York."""
    with in_zone(monkeypatch, "America/New_York"):
        yield


@pytest.mark.parametrize(
    ("expected", "until"),
    [
        ("2086-12-01T08:00Z", "2086-12-01 09:00 Europe/Berlin"),
        ("2086-07-01T07:00Z", "2086-07-01 09:00 Europe/Berlin"),
        ("2086-12-01T08:00Z", "2086-12-01T09:00 europe/berlin"),
        ("2086-12-01T08:00Z", "2086-12-01 09:00  Berlin"),
        ("2086-12-01T14:00Z", "2086-12-01 09:00 New York"),
        ("2086-12-01T09:00Z", "2086-12-01 09:00 UTC"),
        ("2086-12-01T09:00Z", "2086-12-01 09:00 Z"),
        ("2086-12-01T09:00Z", "2086-12-01T09:00Z"),
        ("2086-12-01T03:30Z", "2086-12-01 09:00 +05:30"),
        ("2086-12-01T03:30Z", "2086-12-01 09:00+0530"),
        ("2086-11-30T23:00Z", "2086-12-01 Europe/Berlin"),
        ("2086-12-01T14:00Z", "2086-12-01 09:00"),
    ],
)
def test_a_time_and_its_zone(sample: FakeChatwoot, expected: str, until: str) -> None:
    """A zone is its name, the last part of its name, or an offset; the default is this machine's."""
    assert run("snooze", "42", "--until", until).exit_code == 0
    assert dt.datetime.fromisoformat(expected) == sample.account.conversations[42].snoozed_until


@pytest.mark.parametrize(
    ("expected", "until"),
    [
        ("there is no time zone 'Europe/Berln' (did you mean Europe/Berlin?)", "2086-12-01 09:00 Europe/Berln"),
        ("there is no time zone 'berln' (did you mean Europe/Berlin?)", "2086-12-01 09:00 berln"),
        ("there is no time zone 'PST'; say one such as Europe/Berlin, or an offset", "2086-12-01 09:00 PST"),
        ("more than one time zone 'Louisville': America/Kentucky/Louisville, America/Lou", "2086-12-01 Louisville"),
        ("'2086-12-01 09:00+01:00 Berlin' has an offset and a time zone", "2086-12-01 09:00+01:00 Berlin"),
        ("2086-03-31 02:30 does not exist: clocks go forward", "2086-03-31 02:30 Berlin"),
        ("2086-10-27 02:30 comes twice: clocks go back then; say an offset, +0200 or +0100", "2086-10-27 02:30 Berlin"),
        ("2027-03-14 02:30 does not exist: clocks go forward", "2027-03-14 02:30"),
        ("2027-11-07 01:30 comes twice: clocks go back then; say an offset, -0400 or -0500", "2027-11-07 01:30"),
        ("'2h Berlin' is no time: say 2h, 3d,", "2h Berlin"),
        ("'tomorrow' is no time", "tomorrow"),
    ],
)
def test_a_zone_that_cannot_be_meant(sample: FakeChatwoot, expected: str, until: str) -> None:
    """An unknown zone, or a time that it skips or repeats, is a usage error; nothing is sent."""
    result = run("snooze", "42", "--until", until)
    assert (result.exit_code, sample.requests) == (2, [])
    assert expected in result.stderr


def test_a_machine_without_time_zones(sample: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the system has no time zones (Windows), the error says what to install, or to pass an offset."""
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    result = run("snooze", "42", "--until", "2086-12-01 09:00 Berlin")
    assert (result.exit_code, "pip install tzdata, or say an offset such as +01:00" in result.stderr) == (2, True)
