from __future__ import annotations

from datetime import date

import pytest

from bot.knowledge.article_editing import skeleton
from bot.knowledge.loading import read
from tests.factories import FACTS, article, files, problems_of


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ('{ask: "Which version do I need", lang: en, must: answer, article: version}', "is also a phrasing"),
        ("{ask: what now, lang: en, must: answer}", "'article' is for checks with `must: answer`"),
        ("{ask: what now, lang: en, must: not_answer, article: version}", "'article' is for checks"),
        ("{ask: what now, lang: en, must: answer, article: nowhere}", "There is no article 'nowhere'"),
        ("{ask: what now, lang: en, must: answer, article: version, also: nowhere}", "There is no article 'nowhere'"),
        ("{ask: what now, lang: en, must: calculate}", "'value' is for checks with `must: calculate`"),
        ("{ask: what now, lang: en, must: not_answer, value: 'yes'}", "'value' is for checks"),
    ],
)
def test_a_check_that_makes_no_sense_is_told(check: str, told: str) -> None:
    (problem,) = problems_of(checks=f"- {check}\n".encode())

    assert problem.startswith("exact-globe/checks.yml:1: error: ")
    assert told in problem


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"gaps": b"- prices\n"}, "The file must consist of `name: value` entries"),
        ({"gaps": b"Prices: {}\n"}, "'Prices' is not a valid value for 'name'"),
        ({"facts": FACTS + b"other: [a]\n"}, "'other' must be text"),
        ({"setup": b"steps: []\n"}, "'steps' has 0 items; it must have 1 to 20"),
        ({"checks": b"- {ask: x, lang: en, must: shrug}\n"}, "'must' must be one of: answer, offer, not_answer"),
        ({"synonyms": b"- [" + b"a, " * 60 + b"b]\n"}, "has 61 items; it must have 2 to 60"),
    ],
)
def test_faults_in_the_other_files_are_told_too(changed: dict[str, bytes], told: str) -> None:
    assert any(told in problem for problem in problems_of(**changed))


def test_a_missing_language_of_the_phrasings_is_told() -> None:
    broken = article().replace(b'  nl:\n    - "waar is mijn brievenbus"\n', b"")

    assert any("'phrasings' is missing the key 'nl'" in problem for problem in problems_of(mailbox=broken))


def test_what_a_skeleton_left_open_is_told_once_it_is_published() -> None:
    text = skeleton("moved", date(2026, 11, 25), "").replace("status: draft  # remove this line to publish\n", "")
    told = [problem.message for problem in read(files() | {"general/moved.yml": text.encode()})[1]]

    assert told == ["'…' has not been filled in yet"] * len(told)
    assert told
