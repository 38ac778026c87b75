from __future__ import annotations

from bot.knowledge.integrations import draft_folders, integration_folders, product_names, source_names
from tests.factories import files, with_a_draft_of_afas


def test_folders_with_an_integration_or_with_facts_are_found() -> None:
    paths = ("b/integration.yml", "a/facts.yml", "general/greeting.yml", "words/nl.yml", "c/d/integration.yml")

    assert integration_folders(paths) == ("a", "b")
    assert integration_folders(()) == ()


def test_its_sources_are_named_and_none_where_it_cannot_be_read() -> None:
    assert source_names(files()["exact-globe/integration.yml"]) == ("connect-exact-globe",)
    assert source_names(b"product: [") == ()
    assert source_names(b"") == ()


def test_the_product_of_each_is_told_and_which_are_drafts_where_they_can_be_read() -> None:
    contents = with_a_draft_of_afas()

    assert product_names(contents) == {"afas": "afas", "exact-globe": "exact-globe"}
    assert draft_folders(contents) == {"afas"}
    assert product_names({**contents, "afas/integration.yml": b"product: ["}) == {"exact-globe": "exact-globe"}
    assert draft_folders({**contents, "afas/integration.yml": b""}) == set()
