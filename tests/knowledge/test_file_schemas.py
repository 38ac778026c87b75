from __future__ import annotations

from datetime import date

import pytest

from bot.knowledge.article_editing import skeleton
from bot.knowledge.loading import read
from tests.factories import FACTS, files, knowledge_base, problems_of


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
        ({"facts": FACTS + b"other: [a]\n"}, "'other' must be text"),
        ({"setup": b"steps: []\n"}, "'steps' has 0 items; it must have 1 to 20"),
        ({"checks": b"- {ask: x, lang: en, must: shrug}\n"}, "'must' must be one of: answer, offer, not_answer"),
        ({"synonyms": b"- [" + b"a, " * 60 + b"b]\n"}, "has 61 items; it must have 2 to 60"),
    ],
)
def test_faults_in_the_other_files_are_told_too(changed: dict[str, bytes], told: str) -> None:
    assert any(told in problem for problem in problems_of(**changed))


WRITTEN = {
    4: ('"…"', '"Moved"'),
    5: ('"…"', '"Verhuisd"'),
    8: ("…", "It moved."),
    10: ("…", "Hij is verhuisd."),
    14: ('"moved …"', '"my mailbox moved"'),
    16: ('"moved … (nl)"', '"mijn brievenbus is verhuisd"'),
    19: ('"…"', '"Step 1"'),
}
"""By the line on which `check` tells it: what a skeleton leaves open, and what an editor writes."""


def moved(*unwritten: int, status: str = "") -> bytes:
    """Return an article made by `econnect-bot new`, written but for these lines, and published."""
    lines = skeleton("moved", date(2026, 11, 25), "", "connect-exact-globe").splitlines(keepends=True)
    for line, (before, after) in WRITTEN.items():
        assert before in lines[line - 1]
        lines[line - 1] = lines[line - 1] if line in unwritten else lines[line - 1].replace(before, after)
    return "".join(lines).replace("status: draft  # remove this line to publish\n", status).encode()


def told_of_moved(content: bytes) -> list[tuple[int | None, str]]:
    _, problems = read(files() | {"general/moved.yml": content})
    return [(problem.line, problem.message.partition(":")[0]) for problem in problems]


def test_a_skeleton_cannot_be_published_and_all_that_is_open_is_told_at_once() -> None:
    assert [line for line, _ in told_of_moved(moved(*WRITTEN))] == list(WRITTEN)
    assert told_of_moved(moved()) == []


@pytest.mark.parametrize("line", WRITTEN)
def test_an_article_is_refused_on_the_line_that_is_not_written_yet(line: int) -> None:
    ((told, message),) = told_of_moved(moved(line))

    assert (told, message[-25:]) == (line, " has not been written yet")
    assert told_of_moved(moved(line, status="status: draft\n")) == []


@pytest.mark.parametrize("left", ["TODO: ask Bob", "Lorem ipsum dolor sit amet", "...", "???", "Step TBD"])
def test_what_is_left_for_later_is_not_published(left: str) -> None:
    ((line, message),) = told_of_moved(moved().replace(b"It moved.", left.encode()))

    assert (line, message) == (8, "'en' has not been written yet")


def test_an_answer_that_was_not_translated_is_not_published() -> None:
    copied = moved().replace(b"Hij is verhuisd.", b"It moved.")

    assert told_of_moved(copied) == [(9, "'nl' is the same as 'en' in 'answer'")]
    assert told_of_moved(copied.replace(b"owner: support", b"owner: support\nstatus: draft")) == []


def test_what_a_product_is_called_for_short_is_a_name_of_it() -> None:
    products = b"""
exact-globe: {name: Exact Globe, role: ours, short_name: Globe}
kas: {name: Kas Pro, role: other, short_name: Kas, needs_context: [Kas]}
"""
    globe, kas = knowledge_base(products=products).products

    assert (globe.short_name, globe.aliases) == ("Globe", ("Globe",))
    assert (kas.aliases, kas.needs_context) == ((), ("Kas",))
