from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.language import LANGUAGES
from bot.knowledge.kinds import asked_of, filled, names_in, read_kinds, unused_kinds
from bot.knowledge.loading import read
from bot.knowledge.source_files import contents_of
from tests.factories import article, files
from tests.shipped_knowledge import shipped_knowledge

PRODUCTS = b"""\
exact-globe: {name: Exact Globe, role: ours, short_name: Globe}
"""
KIND = b"""\
phrasings:
  en:
    - "which version"
    - "which version of {product}"
    - "is my {short_name} too old"
  nl:
    - "welke versie"
    - "is mijn {short_name}-versie te oud"
"""
VERSION = article("The version", en=("is update 413 enough",), nl=("volstaat update 413",), extra="kind: version\n")
PATH = "exact-globe/articles/version.yml"


def base(*, version: bytes = VERSION, kind: bytes | None = KIND, **changed: bytes | None) -> dict[str, bytes]:
    """Return the files of a small knowledge base whose article about versions has a kind."""
    contents = files(**{"products": PRODUCTS, "version": version, **changed})
    return contents if kind is None else {**contents, "kinds/version.yml": kind}


def problems(contents: dict[str, bytes]) -> list[str]:
    """Return what is wrong with them."""
    return [str(problem) for problem in read(contents)[1]]


def test_an_article_has_the_phrasings_of_its_kind_and_its_own() -> None:
    knowledge, told = read(base())

    assert told == ()
    assert knowledge is not None
    assert knowledge.articles["version"].kind == "version"
    assert knowledge.articles["version"].phrasings.en == (
        "which version",
        "which version of Exact Globe",
        "is my Globe too old",
        "is update 413 enough",
    )
    assert knowledge.articles["version"].phrasings.nl == (
        "welke versie",
        "is mijn Globe-versie te oud",
        "volstaat update 413",
    )
    assert knowledge.bases[0].kinds == ("version",)


def test_a_product_without_a_short_name_is_called_by_its_whole_name_and_once() -> None:
    kind = b"phrasings:\n  en:\n    - which {product}\n    - which {short_name}\n  nl:\n    - welke {product}\n"
    knowledge, told = read(base(products=b"exact-globe: {name: Exact Globe, role: ours}\n", kind=kind))

    assert told == ()
    assert knowledge is not None
    assert knowledge.articles["version"].phrasings.en == ("which Exact Globe", "is update 413 enough")


@pytest.mark.parametrize("special", ["", "phrasings:\n  nl:\n    - volstaat update 413\n", "phrasings: {}\n"])
def test_an_article_with_a_kind_need_not_add_anything(special: str) -> None:
    before, _, after = VERSION.decode().partition("phrasings:\n")
    version = before + special + "source:" + after.partition("source:")[2]

    knowledge, told = read(base(version=version.encode()))

    assert told == ()
    assert knowledge is not None
    assert len(knowledge.articles["version"].phrasings.en) == 3


def test_an_article_without_a_kind_needs_phrasings_in_both_languages() -> None:
    version = VERSION.replace(b"kind: version\n", b"").replace(b'  nl:\n    - "volstaat update 413"\n', b"")

    assert problems(base(version=version, kind=None)) == [
        f"{PATH}:6: error: 'phrasings' is missing the key 'nl'. Add `nl:` (in Dutch)."
    ]


def test_a_kind_that_is_not_there_is_told() -> None:
    contents = base(version=VERSION.replace(b"kind: version", b"kind: versions"))

    assert problems(contents) == [
        (
            f"{PATH}:14: error: 'kind' names 'versions', and there is no kinds/versions.yml. "
            "Name one of version, or write that file."
        )
    ]
    assert problems(base(kind=None))[0].endswith("Write that file, or remove it.")


def test_a_kind_that_cannot_be_read_is_told_once() -> None:
    assert problems(base(kind=KIND.replace(b"  nl:", b"  fr:"))) == [
        "kinds/version.yml:2: error: 'phrasings' is missing the key 'nl'. Add `nl:` (in Dutch).",
        "kinds/version.yml:6: error: 'phrasings' cannot have a key 'fr'. The allowed keys are: en, nl.",
    ]
    assert problems(base(kind=b"phrasings: [\n"))[0].startswith("kinds/version.yml:")


def test_a_placeholder_that_no_product_fills_is_told() -> None:
    assert problems(base(kind=KIND.replace(b"of {product}", b"of {produkt}"))) == [
        "kinds/version.yml:4: error: There is no fact 'produkt'. Use one of: product, short_name."
    ]


def test_a_phrasing_of_the_kind_that_the_article_has_too_is_told() -> None:
    (same,) = problems(base(version=VERSION.replace(b"is update 413 enough", b"is my Globe too old")))
    (nearly,) = problems(base(version=VERSION.replace(b"is update 413 enough", b"Is my Globe too old?")))

    assert same == (
        f"{PATH}:7: error: The phrasing 'is my Globe too old' is also in kinds/version.yml, line 5. "
        "Remove it here: the article has it from its kind."
    )
    assert nearly == same.replace("'is my Globe too old'", "'Is my Globe too old?'")


def test_a_phrasing_of_a_kind_that_is_another_article_s_is_told_with_both_places() -> None:
    told = problems(base(greeting=article("Hello", en=("Is my Globe too old?",), nl=("hoi",))))

    assert len(told) == 1
    assert told[0].startswith("general/greeting.yml:7: error: The phrasing 'Is my Globe too old?' is also in ")
    assert "kinds/version.yml, line 5" in told[0]


def test_one_kind_is_one_article_s() -> None:
    mailbox = article(extra="kind: version\n")

    assert problems(base(mailbox=mailbox)) == [
        (
            f"{PATH}:14: error: 'kind' names 'version', which is already that of 'mailbox'. "
            "Keep it in the article whose answer fits best."
        )
    ]


def test_small_talk_has_no_kind() -> None:
    greeting = article("Hello", en=("hi",), nl=("hoi",), extra="kind: version\n")

    assert problems(base(greeting=greeting)) == [
        (
            "general/greeting.yml:14: error: 'kind' names 'version', but small talk is about no product. "
            "Remove it, and write the phrasings here."
        )
    ]


def test_a_kind_needs_the_name_of_the_product() -> None:
    told = problems(base(products=None))

    assert told == [
        (
            f"{PATH}:14: error: 'kind' needs the name of 'exact-globe', which is not in products.yml. "
            "Add the product there."
        )
    ]


def test_where_the_products_cannot_be_read_that_alone_is_told() -> None:
    told = problems(base(products=PRODUCTS.replace(b"ours", b"hours")))

    assert [each.partition(":")[0] for each in told] == ["products.yml"]


def test_what_else_is_in_the_folder_of_kinds_is_told() -> None:
    contents = base() | {"kinds/Version.yml": KIND, "kinds/more/version.yml": KIND, "kinds/version.yaml": KIND}

    told = problems(contents)

    assert told[0].startswith("kinds/Version.yml: error: 'Version' is not a valid name of a kind")
    assert told[1].startswith("kinds/more/version.yml: error: The bot does not expect a file here")
    assert told[2].startswith("kinds/version.yaml: error: The file name ends in .yaml")


def test_a_kind_that_no_article_names_is_warned_of() -> None:
    knowledge, _ = read(base() | {"kinds/prices.yml": KIND})
    assert knowledge is not None

    assert [str(problem) for problem in unused_kinds(knowledge.bases)] == [
        (
            "kinds/prices.yml:1: warning: No article has the kind 'prices'. "
            "Write `kind: prices` in the article that answers it, or remove the file."
        )
    ]


def test_kinds_are_read_with_their_lines() -> None:
    kinds, told = read_kinds({"kinds/version.yml": KIND})

    assert told == ()
    assert kinds["version"].lines["is my {short_name} too old"] == 5
    assert filled("{product}, or {short_name}", names_in("{short_name}", "x")) == "{short_name}, or x"


SHIPPED, _ = read_kinds(contents_of(Path(__file__).parents[2] / "knowledge"))


@pytest.mark.parametrize("kind", SHIPPED)
def test_a_shipped_kind_names_no_product_and_can_do_without_any(kind: str) -> None:
    ours = [product for product in shipped_knowledge().products if product.role == "ours"]
    names = "|".join(re.escape(name) for product in ours for name in (product.name, *product.aliases))
    for language in LANGUAGES:
        phrasings = SHIPPED[kind].phrasings.in_language(language)

        assert [text for text in phrasings if re.search(rf"\b(?:{names})\b", text, re.IGNORECASE)] == []
        assert any("{" not in text for text in phrasings)


def test_every_shipped_kind_is_used() -> None:
    assert list(unused_kinds([shipped_knowledge()])) == []


def test_a_kind_is_asked_about_a_product_by_its_names() -> None:
    contents = base()
    library, _ = read(contents)
    assert library is not None

    asked = asked_of(library.bases[0], contents)["version"]
    assert any("Globe" in text for text in asked)
    assert not any("{" in text for text in asked)
    assert asked_of(replace(library.bases[0], products=()), contents)["version"] != asked
