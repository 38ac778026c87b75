"""What stands in one integration's folder; `test_loading` tells what is wrong in it."""

from __future__ import annotations

from bot.knowledge.file_values import FileValues
from bot.knowledge.integration_loading import read_integration
from tests.factories import files, knowledge_base


def test_what_is_shared_is_kept_beside_what_is_its_own() -> None:
    shared = knowledge_base(words=None)
    base, paths, folder = read_integration(FileValues(files()), "exact-globe", shared)

    assert (folder, base.version, base.synonyms) == ("exact-globe", shared.version, shared.synonyms)
    assert base.articles == shared.articles
    assert paths["version"] == "exact-globe/articles/version.yml"
    assert paths["greeting"] == "general/greeting.yml"


def test_an_article_that_cannot_be_read_has_its_path_all_the_same() -> None:
    base, paths, _ = read_integration(FileValues(files(version=b"title: 1\n")), "exact-globe", knowledge_base())

    assert "version" not in base.articles
    assert paths["version"] == "exact-globe/articles/version.yml"
