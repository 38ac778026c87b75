from __future__ import annotations

import pytest

from bot.domain.near_names import did_you_mean, nearest_name

SLUGS = frozenset({"version-required", "configure-globe", "mailbox-address-format", "licence-included"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("version", "version-required"),
        ("verison-required", "version-required"),
        ("articles/configure-globe.yml", "configure-globe"),
        ("address-format", "mailbox-address-format"),
        ("license-included", "licence-included"),
    ],
)
def test_the_nearest_name_is_asked_for(typed: str, meant: str) -> None:
    assert nearest_name(typed, SLUGS) == meant
    assert did_you_mean(typed, SLUGS) == f"Did you mean '{meant}'? "


@pytest.mark.parametrize("typed", ["", "prices", "version-required" * 1000])
def test_nothing_is_asked_where_no_name_is_near(typed: str) -> None:
    assert nearest_name(typed, SLUGS) is None
    assert did_you_mean(typed, SLUGS) == ""


def test_nothing_is_asked_where_it_is_a_name() -> None:
    assert did_you_mean("version-required", SLUGS) == ""


def test_how_near_it_must_be_can_be_said() -> None:
    assert nearest_name("version", SLUGS, 0.8) is None
