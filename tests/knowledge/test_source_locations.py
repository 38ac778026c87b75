from __future__ import annotations

from bot.knowledge.source_locations import SourceLocations
from tests.factories import INTEGRATION

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


SHARED = {
    "kinds/version.yml": b"phrasings:\n  en:\n    - which version\n",
    "exact-globe/articles/version.yml": b"kind: versions\nphrasings:\n  en:\n    - is 413 enough\n",
    "exact-globe/integration.yml": b"product: exact-globe\n",
    "kinds/versions.yml": b"phrasings:\n  en:\n    - which\n    - is my {short_name} {old}\n    - for {product}\n",
    "products.yml": b"exact-globe: {name: Exact Globe, short_name: Globe}\n",
}


def test_a_phrasing_of_a_kind_is_found_in_the_file_of_that() -> None:
    places = SourceLocations(SHARED)

    assert places.of("version") == ("exact-globe/articles/version.yml", 1)
    assert places.of("version", "is 413 enough") == ("exact-globe/articles/version.yml", 4)
    assert places.of("version", "which") == ("kinds/versions.yml", 3)
    assert places.of("version", "is my Globe {old}") == ("kinds/versions.yml", 4)
    assert places.of("version", "for Exact Globe") == ("kinds/versions.yml", 5)
    assert places.of("version", "gone") == ("exact-globe/articles/version.yml", None)


def test_without_the_files_that_it_takes_a_phrasing_is_not_found() -> None:
    for path in ("exact-globe/integration.yml", "kinds/versions.yml", "products.yml"):
        places = SourceLocations({each: content for each, content in SHARED.items() if each != path})

        assert places.of("version", "for Exact Globe") == ("exact-globe/articles/version.yml", None)


def test_a_gap_and_what_it_has_from_its_kind_are_found() -> None:
    gaps = b"cars:\n  kind: parking\n  phrasings:\n    nl:\n      - fiets\n"
    kind = b"phrasings:\n  en:\n    - park at {short_name}\n"
    contents = SHARED | {"kinds/parking.yml": kind, "afas/integration.yml": b"product: afas\n"}
    contents |= {"afas/gaps.yml": gaps, "products.yml": SHARED["products.yml"] + b"afas: {name: AFAS Profit}\n"}
    contents["exact-globe/integration.yml"] = INTEGRATION + b"slugs: bare\n"
    places = SourceLocations(contents)

    assert places.of("parking") == ("kinds/parking.yml", 1)
    assert places.of("parking", "park at Globe") == ("kinds/parking.yml", 3)
    assert places.of("parking", "gone") == ("kinds/parking.yml", None)
    assert places.of("afas/cars") == ("afas/gaps.yml", 1)
    assert places.of("afas/cars", "fiets") == ("afas/gaps.yml", 5)
    assert places.of("afas/cars", "park at AFAS Profit") == ("kinds/parking.yml", 3)


def test_where_there_is_one_integration_a_kind_is_filled_with_the_name_of_its_product() -> None:
    places = SourceLocations(SHARED | {"kinds/parking.yml": b"phrasings:\n  en:\n    - park at {short_name}\n"})

    assert places.of("parking", "park at Globe") == ("kinds/parking.yml", 3)


def test_of_a_draft_and_the_gap_that_it_is_to_answer_each_phrasing_is_found() -> None:
    places = SourceLocations(SHARED | {"exact-globe/gaps.yml": b"version:\n  phrasings:\n    en:\n      - why\n"})

    assert places.of("version") == ("exact-globe/articles/version.yml", 1)
    assert places.of("version", "why") == ("exact-globe/gaps.yml", 4)
