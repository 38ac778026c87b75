from __future__ import annotations

from bot.knowledge.source_locations import SourceLocations

CONTENTS = {
    "exact-globe/articles/version.yml": b"title:\n  en: Version\nphrasings:\n  en:\n    - 'which version: now'\n",
    "exact-globe/gaps.yml": b"prices:\n  phrasings:\n    en:\n      - how much\n",
}
PLACES = SourceLocations(CONTENTS)


def test_a_phrasing_is_found_with_file_and_line() -> None:
    assert PLACES.of("version", "which version: now") == ("exact-globe/articles/version.yml", 5)
    assert PLACES.of("prices", "how much") == ("exact-globe/gaps.yml", 4)


def test_an_owner_is_found_by_its_name() -> None:
    assert PLACES.of("version") == ("exact-globe/articles/version.yml", 1)
    assert PLACES.of("prices") == ("exact-globe/gaps.yml", 1)


def test_what_stands_nowhere_has_no_line() -> None:
    assert PLACES.of("nothing") == ("nothing", None)
    assert PLACES.of("version", "gone") == ("exact-globe/articles/version.yml", None)


def test_nearest_to_a_text_that_is_not_found_is_where_its_owner_begins() -> None:
    assert PLACES.nearest("version", "which version: now") == ("exact-globe/articles/version.yml", 5)
    assert PLACES.nearest("version", "gone") == ("exact-globe/articles/version.yml", 1)
    assert PLACES.nearest("prices", "gone") == ("exact-globe/gaps.yml", 1)
    assert PLACES.nearest("nothing", "gone") == ("nothing", None)
