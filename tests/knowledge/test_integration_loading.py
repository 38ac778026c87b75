"""What stands in one integration's folder; `test_loading` tells what is wrong in it."""

from __future__ import annotations

from bot.knowledge.file_values import FileValues
from bot.knowledge.integration_loading import read_integration
from tests.factories import files, knowledge_base


def test_what_is_shared_is_kept_beside_what_is_its_own() -> None:
    shared = knowledge_base(words=None)
    base, paths, folder = read_integration(FileValues(files()), "exact-globe", shared, (), is_alone=True)

    assert (folder, base.version, base.synonyms) == ("exact-globe", shared.version, shared.synonyms)
    assert base.articles == shared.articles
    assert paths["version"] == "exact-globe/articles/version.yml"
    assert paths["greeting"] == "general/greeting.yml"


def test_an_article_that_cannot_be_read_has_its_path_all_the_same() -> None:
    base, paths, _ = read_integration(
        FileValues(files(version=b"title: 1\n")), "exact-globe", knowledge_base(), (), is_alone=True
    )

    assert "version" not in base.articles
    assert paths["version"] == "exact-globe/articles/version.yml"


def test_beside_others_nothing_is_worked_out_that_is_not_told_and_any_address_is_a_fact() -> None:
    contents = FileValues(files(facts=b'till_address: {en: "till@example.com", nl: "kassa@example.com"}\n'))
    base, _, _ = read_integration(contents, "exact-globe", knowledge_base(), (), is_alone=False)

    assert base.facts.in_language("en") == {"till_address": "till@example.com"}
    assert [each for each in contents.problems if each.path.endswith("facts.yml")] == []


def test_what_it_adds_to_a_kind_needs_no_title_and_one_language() -> None:
    gaps = b"prices:\n  phrasings: {en: [what does it cost]}\ncosts: {kind: prices}\n"
    contents = FileValues(files(gaps=gaps))
    base, _, _ = read_integration(contents, "exact-globe", knowledge_base(), ("prices",), is_alone=True)

    assert contents.problems == []
    assert [(gap.slug, gap.kind) for gap in base.gaps.values()] == [("prices", "prices"), ("costs", "prices")]


def test_where_it_cannot_be_told_whether_it_is_a_draft_the_steps_may_be_missing() -> None:
    contents = FileValues(files(integration=b"product: [exact-globe]\n", setup=b"steps: []\n"))
    read_integration(contents, "exact-globe", knowledge_base(), (), is_alone=True)

    assert {each.path for each in contents.problems} == {"exact-globe/integration.yml"}


def test_an_integration_need_not_have_gaps_of_its_own() -> None:
    contents = FileValues(files(gaps=None))
    base, _, _ = read_integration(contents, "exact-globe", knowledge_base(), (), is_alone=True)

    assert (base.gaps, contents.problems) == ({}, [])
