"""What is a follow-up, and what only looks like one."""

from __future__ import annotations

import pytest

from bot.matching.follow_up_finder import FollowUps
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher


@pytest.fixture(scope="module")
def known() -> FollowUps:
    return FollowUps(shipped_knowledge().words, shipped_matcher().speller, shipped_knowledge().products)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("En daarna?", "next"),
        ("ok, volgende aub", "next"),
        ("volgnede", "next"),
        ("het luktn iet", "fails"),
        ("It dosn't work!!", "fails"),
        ("waar vind ik dat :(", "where"),
        ("#2", "second"),
    ],
)
def test_courtesies_and_slips_change_nothing(known: FollowUps, text: str, kind: str) -> None:
    assert known.find(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "the mailbox does not work",
        "it does not work with outlook",
        "waarom werkt de brievenbus niet",
        "text",
        "nexd",
        "<@UBOB> volgende",
        "12345678",
        "volgende " * 20,
        "xyzzyplugh",
    ],
)
def test_what_names_something_of_its_own_is_a_question(known: FollowUps, text: str) -> None:
    assert known.find(text) is None


def test_what_is_as_near_to_one_as_to_another_is_neither() -> None:
    known = FollowUps(shipped_knowledge().words, shipped_matcher().speller, shipped_knowledge().products)
    assert known.find("option 9") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("set up Exact Globe", "begin"),
        ("stel Exact Globe in", "begin"),
        ("start the set-up of our Exact Globe please", "begin"),
        ("ga verder met de set-up van Globe", "resume"),
        ("stel AFAS in", None),
        ("waar Exact Globe", None),
        ("set up the mailbox in Exact Globe", None),
        ("instellen in Exact Globe", None),
        ("bedankt Exact Globe", None),
    ],
)
def test_a_set_up_is_asked_for_beside_the_name_of_our_product(known: FollowUps, text: str, kind: str | None) -> None:
    assert known.find(text) == kind
