from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.calculation import Outcome
from bot.domain.reply import Calculation, Match
from bot.services.completing import complete
from bot.services.deciding import OFFER_FROM, RankedPart
from tests.services.test_deciding import part

ADDRESS = Calculation("en", Outcome("mailbox-address", value="01035286@facturen.econnect.eu"))
VERSION = Calculation("en", Outcome("version-check", value="no"))
TALK = frozenset({"thanks"})
OWN = part("mailbox-address-format", 0.99)


def numbered(each: RankedPart) -> RankedPart:
    ranking = replace(each.ranking, utterance=replace(each.ranking.utterance, numbers=("01035286",)))
    return replace(each, ranking=ranking)


def test_what_is_sure_beside_it_is_answered_and_tells_how_sure() -> None:
    done = complete(ADDRESS, [OWN, part("setup", 0.9), part("setup", 0.8)], [], TALK)

    assert (done.articles, done.offered, done.confidence) == (("setup",), (), 0.8)


def test_what_was_calculated_is_not_answered_again_and_small_talk_not_at_all() -> None:
    assert complete(ADDRESS, [OWN, part("thanks", 1.0)], [OWN], TALK) == ADDRESS
    assert (
        complete(replace(ADDRESS, more=(VERSION.outcome,)), [part("version-required", 1.0)], [], TALK).articles == ()
    )
    assert complete(VERSION, [part("mailbox-address-format", 0.9)], [], TALK).articles == ("mailbox-address-format",)


def test_what_is_joined_to_the_number_is_answered_where_it_is_sure_and_never_offered() -> None:
    done = complete(
        ADDRESS, [numbered(part("setup", 0.5))], [part("version-required", 1.0), part("setup", 0.5)], TALK
    )

    assert (done.articles, done.offered) == (("version-required",), ())


def test_a_gap_beside_it_is_told_even_where_it_is_only_likely() -> None:
    assert complete(ADDRESS, [OWN, part("prices", 0.9, gap=True)], [], TALK).gap == "prices"
    likely = complete(ADDRESS, [OWN, part("prices", OFFER_FROM, gap=True)], [], TALK)
    assert (likely.gap, likely.offered) == ("prices", ())
    assert complete(ADDRESS, [OWN, part("prices", OFFER_FROM - 0.01, gap=True)], [], TALK).gap is None


def test_a_question_that_names_nothing_is_the_calculations_own() -> None:
    asked = part("elsewhere", 0.1)
    bare = replace(asked, part=replace(asked.part, text="Is that enough?"))

    assert complete(VERSION, [asked, part("setup", OFFER_FROM)], [], TALK).offered == ()
    assert complete(VERSION, [bare, part("setup", OFFER_FROM)], [], TALK).offered[0] == "setup"


def test_small_talk_is_not_offered_beside_it_either() -> None:
    close = part("setup", 0.5)
    ranking = replace(close.ranking, matches=(*close.ranking.matches[:1], Match("thanks", 0.5)))

    assert complete(ADDRESS, [OWN, replace(close, ranking=ranking)], [], TALK).offered == ("setup",)


def test_what_is_not_sure_beside_a_question_of_its_own_is_offered() -> None:
    assert complete(ADDRESS, [OWN, part("setup", OFFER_FROM)], [], TALK).offered[0] == "setup"
    assert (
        complete(VERSION, [numbered(part("prerequisites", 0.7)), part("setup", 0.5)], [], TALK).offered[0] == "setup"
    )


@pytest.mark.parametrize(
    "other",
    [
        part("setup", OFFER_FROM - 0.01),
        part("thanks", 0.5),
        part("setup", 0.5, kind="request"),
        part("setup", 0.5, kind="statement"),
        part("setup", 0.5, quoted=True),
        part("contact-support", 0.5),
    ],
)
def test_what_is_beside_the_point_is_not_offered(other: RankedPart) -> None:
    assert other.ranking.best not in complete(ADDRESS, [OWN, other], [], TALK).offered


def test_the_only_question_is_the_one_that_was_calculated() -> None:
    assert (
        complete(VERSION, [numbered(part("setup", 0.9, kind="statement")), part("setup", 0.5)], [], TALK) == VERSION
    )
