from __future__ import annotations

import pytest

from bot.calculators.globe_versions import Version, Versions, versions_in
from bot.domain.text_cleaning import folded


def named(text: str) -> list[str]:
    return [str(version) for version in versions_in(folded(text)).named]


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("we run 412 SP26", ["412 SP26"]),
        ("update 421sp7", ["421 SP7"]),
        ("versie 413.5", ["413 SP5"]),
        ("412/413 on two servers", ["412", "413"]),
        ("globe 500", ["500"]),
        ("call 020-4123456", []),
        ("order 412", []),
        ("error 412", []),
        ("€ 412", []),
        ("413 invoices", []),
    ],
)
def test_a_version_is_three_digits_that_nothing_calls_something_else(text: str, versions: list[str]) -> None:
    assert named(text) == versions


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("we are on 413", "plain"),
        ("we are now on 413", "now"),
        ("we were on 413", "past"),
        ("we will go to 413", "later"),
        ("at least 413", "bound"),
        ("lower than 413", "below"),
        ("we don't have 413", "absent"),
    ],
)
def test_the_words_beside_a_version_tell_its_time(text: str, role: str) -> None:
    (version,) = versions_in(folded(text)).named

    assert version.role == role


def test_the_versions_in_use_are_those_of_now_else_those_without_a_time() -> None:
    past, now, plain = Version(405, role="past"), Version(413, role="now"), Version(412)

    assert Versions((past, now, plain)).present() == (now,)
    assert Versions((past, plain)).present() == (plain,)
    assert Versions((past,)).present() == (past,)
    assert Versions().present() == ()


def test_what_else_a_text_says_of_versions_is_known() -> None:
    assert versions_in("version 4.13").has_unclear
    assert versions_in("synergy 262").has_other_product
    assert versions_in("412sp26").has_pack
    assert versions_in("at least 413").is_bound
    assert versions_in("412, at least 413").has_bound
