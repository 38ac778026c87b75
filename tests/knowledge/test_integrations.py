from __future__ import annotations

from bot.knowledge.integrations import integration_folders, source_names
from tests.factories import files


def test_folders_with_an_integration_or_with_facts_are_found() -> None:
    paths = ("b/integration.yml", "a/facts.yml", "general/greeting.yml", "words/nl.yml", "c/d/integration.yml")

    assert integration_folders(paths) == ("a", "b")
    assert integration_folders(()) == ()


def test_its_sources_are_named_and_none_where_it_cannot_be_read() -> None:
    assert source_names(files()["exact-globe/integration.yml"]) == ("connect-exact-globe",)
    assert source_names(b"product: [") == ()
    assert source_names(b"") == ()
