"""Integrations beside each other: whose an article is, and what it is known as."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.library import Library, name_of
from bot.knowledge.loading import read
from tests.factories import alone, with_a_draft_for_prices, with_a_draft_of_afas
from tests.several import library_of_several

SEVERAL = library_of_several()
FIRST, SECOND, THIRD = SEVERAL.bases


def test_the_first_is_that_whose_slugs_are_bare() -> None:
    assert [base.prefix for base in SEVERAL.bases] == ["", "balansboek/", "factuurhuis/"]
    assert [base.product for base in SEVERAL.bases] == ["exact-globe", "balansboek", "factuurhuis"]
    assert SEVERAL.is_of_several
    assert SEVERAL.version == FIRST.version


def test_an_article_says_whose_it_is_and_leads_to_its_own() -> None:
    article = SEVERAL.articles["balansboek/version-required"]

    assert (article.slug, article.topic, article.related) == (
        "balansboek/version-required",
        "balansboek",
        ("balansboek/setup-overview",),
    )
    assert SEVERAL.base_of(article.slug) is SECOND
    assert SEVERAL.articles["version-required"] is FIRST.articles["version-required"]
    assert SEVERAL.base_of("version-required") is FIRST
    assert name_of(article.slug) == name_of("version-required") == "version-required"


def test_small_talk_is_everybodys() -> None:
    assert FIRST.known_as("thanks") == SECOND.known_as("thanks") == "thanks"
    assert SEVERAL.integration_of(SEVERAL.articles["thanks"]) is None
    assert SEVERAL.articles["thanks"] is FIRST.articles["thanks"]


def test_a_gap_is_known_by_its_integration_too() -> None:
    assert SEVERAL.gaps["factuurhuis/prices"].title.en == "prices of Factuurhuis Pro"
    assert SEVERAL.gaps["prices"] == FIRST.gaps["prices"]


def test_a_source_is_that_of_the_integration() -> None:
    article = SEVERAL.articles["balansboek/version-required"]
    integration, source = SEVERAL.integration_of(article), SEVERAL.source_of(article)

    assert integration is not None
    assert source is not None
    assert (integration.folder, source.title.en) == ("balansboek", "Connect Balansboek with eConnect")


def test_a_product_has_its_knowledge_base_and_where_none_is_named_there_must_be_but_one() -> None:
    assert SEVERAL.of_product("factuurhuis") is THIRD
    assert SEVERAL.of_product("afas") is None
    assert SEVERAL.of_product(None) is None
    assert Library((FIRST,)).of_product(None) is FIRST


def test_the_steps_of_a_set_up_lead_to_articles_as_they_are_known_outside() -> None:
    guide = SEVERAL.guide_of(SECOND)

    assert guide.overview == "balansboek/setup-overview"
    assert guide.steps[0].article == "balansboek/version-required"
    assert guide.steps[1].troubles == ("balansboek/version-required",)
    assert SEVERAL.guide_of(FIRST) is FIRST.setup


def test_a_guide_without_an_overview_has_none_outside_either() -> None:
    bare = replace(SECOND, setup=replace(SECOND.setup, overview=None))
    assert SEVERAL.guide_of(bare).overview is None


def test_checks_integrations_and_what_is_published_are_those_of_all() -> None:
    assert len(SEVERAL.checks) == sum(len(base.checks) for base in SEVERAL.bases)
    assert [each.folder for each in SEVERAL.integrations] == ["exact-globe", "balansboek", "factuurhuis"]
    assert {each.topic for each in SEVERAL.published()} == {"general", "exact-globe", "balansboek", "factuurhuis"}


def test_what_is_worked_out_is_told_by_each_and_all_of_it_is_where_one_is_alone() -> None:
    assert SECOND.calculators == ()
    assert set(FIRST.calculators) == {"mailbox-address", "version-check"}
    untold = tuple(replace(each, calculators=None) for each in SECOND.integrations)
    assert replace(SECOND, integrations=untold).calculators == ()
    assert set(replace(SECOND, integrations=untold, prefix="").calculators) == set(FIRST.calculators)


def test_of_a_draft_and_the_gap_that_it_is_to_answer_the_gap_is_matched() -> None:
    library = alone(with_a_draft_for_prices())

    assert library.matched("prices") == library.gaps["prices"]
    assert library.matched("mailbox") == library.articles["mailbox"]


def test_an_integration_that_is_still_being_written_is_not_among_the_others_unless_asked_for() -> None:
    library, problems = read(with_a_draft_of_afas())
    assert library is not None, problems
    whole = library.with_drafts()

    assert ([base.product for base in library.bases], library.is_of_several) == (["exact-globe"], False)
    assert "afas/version" not in library.articles
    assert [base.product for base in whole.bases] == ["exact-globe", "afas"]
    assert (whole.drafts, "afas/version" in whole.articles) == ((), True)
    assert [(each.role, each.is_draft) for each in library.products] == [("ours", False), ("other", True)]
    assert [(each.role, each.is_draft) for each in whole.products] == [("ours", False), ("ours", False)]


def test_of_an_integration_that_is_still_being_written_every_article_is_a_draft() -> None:
    contents = with_a_draft_of_afas()
    contents["general/greeting.yml"] += b"status: draft\n"
    library, problems = read(contents)
    assert library is not None, problems
    whole = library.with_drafts()

    drafts = {slug for slug, each in whole.articles.items() if whole.is_draft(each)}
    assert drafts == {"greeting", "afas/version"}
