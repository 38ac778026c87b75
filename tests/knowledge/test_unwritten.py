from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.article_editing import skeleton
from bot.knowledge.loading import read
from bot.knowledge.unwritten import unwritten_in
from tests.factories import article, with_a_draft_of_afas
from tests.moments import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

SKELETON = skeleton("afas/moved", TODAY, "x", "connect-exact-globe").encode()
STEP = b"steps: [{slug: a, title: {en: a, nl: b}, needs: {en: c, nl: d}, do: {en: e, nl: f}, article: version}]\n"
CHECK = b"- {ask: what then, lang: en, must: not_answer}\n"


def told(contents: Mapping[str, bytes], only: str | None = None) -> list[str]:
    """Return what is still to be written in the draft."""
    library, problems = read(contents)
    assert library is not None, problems
    found = [*unwritten_in(library.drafts[0], contents, only)]
    assert {each.severity for each in found} <= {"warning"}
    assert all(each.remedy for each in found)
    return [f"{each.path}:{each.line}: {each.message}" for each in found]


def test_of_an_integration_that_has_just_begun_all_is_told_with_its_line() -> None:
    begun = {path: each for path, each in with_a_draft_of_afas().items() if path != "afas/articles/version.yml"}

    assert told(begun) == [
        "afas/integration.yml:1: No article of afas is published yet",
        "afas/setup.yml:1: The set-up has no steps yet",
        "afas/checks.yml:1: There are no checks yet",
        "afas/integration.yml:6: afas is a draft: nobody is told of it yet",
    ]


def test_where_all_is_written_only_publishing_is_left() -> None:
    contents = with_a_draft_of_afas(setup=STEP, checks=CHECK)
    library, _ = read(contents)

    assert library is not None
    (left,) = unwritten_in(library.drafts[0], contents)
    assert (left.line, left.remedy) == (6, "Remove `status: draft` to publish it.")


def test_texts_of_its_drafts_that_are_open_are_told_and_of_one_article_only_these() -> None:
    contents = with_a_draft_of_afas(setup=STEP, checks=CHECK, **{"articles/moved": SKELETON})

    assert told(contents)[0] == "afas/articles/moved.yml:4: 'en' has not been written yet: …"
    assert {each.partition(":")[0] for each in told(contents, "moved")} == {"afas/articles/moved.yml"}
    assert told(contents, "version") == []


def test_drafts_of_small_talk_are_nobodys_and_told_by_themselves() -> None:
    contents = with_a_draft_of_afas(setup=STEP, checks=CHECK) | {"general/moved.yml": SKELETON}

    assert [each.partition(":")[0] for each in told(contents)] == ["afas/integration.yml"]
    assert {each.partition(":")[0] for each in told(contents, "moved")} == {"general/moved.yml"}


def test_of_what_is_published_nothing_is_told_but_a_draft_that_is_asked_for() -> None:
    contents = with_a_draft_of_afas() | {
        "exact-globe/articles/moved.yml": SKELETON,
        "exact-globe/articles/done.yml": article(en=("done",), nl=("klaar",), extra="status: draft\n"),
    }
    library, problems = read(contents)
    assert library is not None, problems
    (base,) = library.bases

    assert list(unwritten_in(base, contents)) == list(unwritten_in(base, contents, "done")) == []
    assert {each.path for each in unwritten_in(base, contents, "moved")} == {"exact-globe/articles/moved.yml"}


def test_another_package_is_to_be_made_ours_when_it_is_published() -> None:
    products = b"exact-globe: {name: Exact Globe, role: ours}\nafas: {name: AFAS, role: other}\n"
    contents = with_a_draft_of_afas(setup=STEP, checks=CHECK) | {"products.yml": products}
    library, problems = read(contents)

    assert library is not None, problems
    (left,) = unwritten_in(library.drafts[0], contents)
    assert left.remedy == "Remove `status: draft`, and give afas `role: ours` in products.yml, to publish it."
