"""What is told of phrasings that several integrations share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.problem import Problem
from bot.services.checking_shared import as_shared
from tests.factories import knowledge_base

SHARED = Problem("kinds/parking.yml", 4, "version is the best match", "Reword it.", severity="warning")
BESIDE = replace(knowledge_base(), prefix="kasboek/")


@pytest.mark.parametrize(
    ("target", "winner", "remedy"),
    [
        ("parking", "version", "to parking in kasboek/gaps.yml, or write an article"),
        ("version", "parking", "to kasboek/articles/version.yml."),
        ("greeting", "version", "the phrasings in kasboek/articles/version.yml clearer"),
    ],
)
def test_beside_others_it_is_told_of_which_one_and_what_can_be_done_in_that(
    target: str, winner: str, remedy: str
) -> None:
    told = as_shared(SHARED, BESIDE, target, winner, "It is 'x'.")

    assert told is not None
    assert (told.path, told.line, told.about) == (SHARED.path, SHARED.line, "kasboek")
    assert told.message == "Of kasboek: version is the best match"
    assert remedy in told.remedy
    assert told.remedy.endswith(" It is 'x'.")


@pytest.mark.parametrize(("target", "winner"), [("parking", "prices"), ("greeting", "parking")])
def test_between_what_is_handed_over_and_small_talk_nothing_is_told(target: str, winner: str) -> None:
    assert as_shared(SHARED, BESIDE, target, winner) is None


def test_what_stands_in_its_own_folder_and_of_the_only_one_is_told_as_it_is() -> None:
    own = replace(SHARED, path="kasboek/gaps.yml")

    assert as_shared(own, BESIDE, "parking", "prices") == own
    assert as_shared(SHARED, knowledge_base(), "parking", "prices") == SHARED
