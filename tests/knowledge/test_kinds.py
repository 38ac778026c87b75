from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import LANGUAGES, Bilingual
from bot.knowledge.kinds import filled, names_in, read_kinds, unnamed_kinds
from bot.knowledge.loading import read
from bot.knowledge.source_files import contents_of
from tests.factories import SETUP, article, files
from tests.shipped_knowledge import shipped_knowledge

if TYPE_CHECKING:
    from bot.domain.article import Gap

PRODUCTS = b"""\
exact-globe: {name: Exact Globe, role: ours, short_name: Globe}
"""
TITLE = b"title: {en: the version, nl: de versie}\n"
KIND = b"""\
title: {en: "the version of {product}", nl: "de versie van {product}"}
phrasings:
  en:
    - "which version"
    - "which version of {product}"
    - "is my {short_name} too old"
  nl:
    - "welke versie"
    - "is mijn {short_name}-versie te oud"
"""
PARKING = b"""\
title: {en: "parking at {short_name}", nl: "parkeren bij {short_name}"}
phrasings:
  en: ["where can I park", "a car park near {product}"]
  nl: ["waar kan ik parkeren", "parkeerplaats bij {product}"]
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
    assert "version" not in knowledge.gaps


def test_a_product_without_a_short_name_is_called_by_its_whole_name_and_once() -> None:
    kind = (
        TITLE + b"phrasings:\n  en:\n    - which {product}\n    - which {short_name}\n  nl:\n    - welke {product}\n"
    )
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
            "Did you mean 'version'? Name one of version, or write that file."
        )
    ]
    assert problems(base(kind=None))[0].endswith("Write that file, or remove it.")


def test_a_kind_that_cannot_be_read_is_told_once() -> None:
    assert problems(base(kind=KIND.replace(b"  nl:", b"  fr:"))) == [
        "kinds/version.yml:3: error: 'phrasings' is missing the key 'nl'. Add `nl:` (in Dutch).",
        "kinds/version.yml:7: error: 'phrasings' cannot have a key 'fr'. The allowed keys are: en, nl.",
    ]
    assert problems(base(kind=TITLE + b"phrasings: [\n"))[0].startswith("kinds/version.yml:")


def test_a_placeholder_that_no_product_fills_is_told() -> None:
    told = "error: There is no fact 'produkt'. Did you mean 'product'? Use one of: product, short_name."
    assert problems(base(kind=KIND.replace(b"of {product}", b"of {produkt}"))) == [
        f"kinds/version.yml:1: {told}",
        f"kinds/version.yml:5: {told}",
    ]


def test_one_kind_is_one_article_s() -> None:
    mailbox = article(extra="kind: version\n")

    assert problems(base(mailbox=mailbox)) == [
        (
            f"{PATH}:14: error: 'kind' names 'version', which is already that of 'mailbox'. "
            "Keep it in the article whose answer fits best."
        )
    ]


def gaps_of(**changed: bytes) -> dict[str, Gap]:
    """Return the gaps beside prices, where there is a kind that no article has."""
    knowledge, told = read(base(**changed) | {"kinds/parking.yml": PARKING})
    assert told == ()
    assert knowledge is not None
    return {slug: gap for slug, gap in knowledge.gaps.items() if slug != "prices"}


def test_a_kind_that_no_article_has_is_a_gap() -> None:
    (gap,) = gaps_of().values()

    assert (gap.slug, gap.kind) == ("parking", "parking")
    assert gap.title == Bilingual("parking at Globe", "parkeren bij Globe")
    assert gap.phrasings.en == ("where can I park", "a car park near Exact Globe")
    assert gap.phrasings.nl == ("waar kan ik parkeren", "parkeerplaats bij Exact Globe")


@pytest.mark.parametrize(("name", "extra"), [("parking", ""), ("mailbox", "kind: parking\n")])
def test_a_kind_is_no_gap_once_an_article_answers_it(name: str, extra: str) -> None:
    contents = base() | {"kinds/parking.yml": PARKING, f"exact-globe/articles/{name}.yml": article(extra=extra)}
    contents |= {} if name == "mailbox" else {"exact-globe/articles/mailbox.yml": article(en=("a",), nl=("b",))}

    knowledge, told = read(contents)

    assert told == ()
    assert knowledge is not None
    assert knowledge.gaps.keys() == {"prices"}


def test_a_draft_leaves_the_gap_until_it_is_published() -> None:
    setup = SETUP.replace(b"article: mailbox", b"article: version")

    gaps = gaps_of(mailbox=article(extra="kind: parking\nstatus: draft\n"), setup=setup)

    assert gaps.keys() == {"parking"}


GAPS = b"""\
parking:
  phrasings:
    nl: ["is er plek voor een fiets"]
"""
DRAFT = article(
    en=("is there room for a car",), nl=("is er plek voor een auto",), extra="kind: parking\nstatus: draft\n"
)


def test_a_draft_may_stand_beside_what_is_added_to_the_gap_of_its_name() -> None:
    contents = base(gaps=GAPS) | {"kinds/parking.yml": PARKING, "exact-globe/articles/parking.yml": DRAFT}

    knowledge, told = read(contents)

    assert told == ()
    assert knowledge is not None
    assert knowledge.gaps["parking"].phrasings.nl[-1] == "is er plek voor een fiets"
    assert knowledge.articles["parking"].phrasings.nl[-1] == "is er plek voor een auto"
    assert knowledge.matched("parking") == knowledge.gaps["parking"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("exact-globe/articles/parking.yml", DRAFT.replace(b"status: draft\n", b"")),
        ("exact-globe/articles/parking.yml", DRAFT.replace(b"kind: parking", b"kind: version")),
        ("exact-globe/articles/parking.yml", DRAFT.replace(b"status: draft\n", b"").replace(b"kind: parking\n", b"")),
        ("general/parking.yml", DRAFT.replace(b"kind: parking\n", b"")),
    ],
)
def test_what_is_no_draft_of_the_gap_of_its_name_is_told(path: str, content: bytes) -> None:
    told = problems(base(gaps=GAPS) | {"kinds/parking.yml": PARKING, path: content})

    assert any("There is also a gap 'parking' in exact-globe/gaps.yml" in each for each in told)


def test_a_gap_adds_to_the_kind_of_its_name() -> None:
    gap = gaps_of(gaps=GAPS)["parking"]

    assert gap.title.en == "parking at Globe"
    assert gap.phrasings.en == ("where can I park", "a car park near Exact Globe")
    assert gap.phrasings.nl[-2:] == ("parkeerplaats bij Exact Globe", "is er plek voor een fiets")


def test_a_gap_may_have_another_name_than_its_kind_and_a_title_of_its_own() -> None:
    gaps = gaps_of(gaps=GAPS.replace(b"parking:", b"cars:\n  kind: parking\n  title: {en: cars, nl: auto's}"))

    assert gaps.keys() == {"cars"}
    assert gaps["cars"].title == Bilingual("cars", "auto's")
    assert len(gaps["cars"].phrasings.nl) == 3


def test_a_phrasing_that_names_the_product_itself_among_others_is_left_out() -> None:
    products = b"exact-globe: {name: Exact Globe, role: ours, aliases: [Globus], needs_context: [Glob]}\n"
    listed = b'["is there a link for globus", "Twinfield and Glob", "a glob of Twinfield", "Twinfield and Globes"]'
    kind = PARKING.replace(b'["where can I park", "a car park near {product}"]', listed)

    knowledge, told = read(base(products=products) | {"kinds/parking.yml": kind})

    assert told == ()
    assert knowledge is not None
    assert knowledge.gaps["parking"].phrasings.en == ("a glob of Twinfield", "Twinfield and Globes")


def test_where_the_product_has_no_name_there_are_only_its_own_gaps() -> None:
    knowledge, told = read(files() | {"kinds/parking.yml": PARKING})

    assert told == ()
    assert knowledge is not None
    assert knowledge.gaps.keys() == {"prices"}


@pytest.mark.parametrize(
    ("gaps", "told"),
    [
        (
            b"cars:\n  kind: trains\n",
            "1: error: 'kind' names 'trains', and there is no kinds/trains.yml. Name one of version, parking, or ",
        ),
        (
            b"cars: {phrasings: {en: [a], nl: [b]}}\n",
            (
                "1: error: 'cars' is missing the key 'title'. Add `title:` (the topic, worded to fit after “an "
                "answer about”; there is no kinds/cars.yml that has one)."
            ),
        ),
        (
            b"version:\n  phrasings: {nl: [welke dan]}\n",
            (
                "There is also a gap 'version' in exact-globe/gaps.yml:1. "
                "If the article answers it, move the gap's phrasings into the article and remove the gap. "
            ),
        ),
        (
            b"cars: {kind: version}\n",
            "1: error: 'kind' names 'version', which is already that of 'version'. If the article answers ",
        ),
        (
            b"parking: {}\ncars: {kind: parking}\n",
            "2: error: 'kind' names 'parking', which is already that of 'parking'. Keep one of the two, with ",
        ),
        (
            GAPS.replace(b"is er plek voor een fiets", b"parkeerplaats bij Exact Globe"),
            (
                "3: error: The phrasing 'parkeerplaats bij Exact Globe' is also in kinds/parking.yml:4. "
                "Remove it here: it comes with the kind."
            ),
        ),
        (
            GAPS.replace(b"is er plek voor een fiets", b"Waar kan ik parkeren?"),
            (
                "3: error: The phrasing 'Waar kan ik parkeren?' is also in kinds/parking.yml:4. "
                "Remove it here: it comes with the kind."
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_gap_of_a_kind_is_told(gaps: bytes, told: str) -> None:
    (found,) = problems(base(gaps=gaps) | {"kinds/parking.yml": PARKING})

    assert told in found


def test_a_kind_without_a_title_is_told() -> None:
    without = b"phrasings:" + PARKING.partition(b"phrasings:")[2]

    assert problems(base() | {"kinds/parking.yml": without}) == [
        (
            "kinds/parking.yml:1: error: The file is missing the key 'title'. Add `title:` "
            "(the topic, worded to fit after “an answer about”, with {product} or {short_name})."
        )
    ]


def test_an_article_that_has_the_name_of_a_kind_and_not_the_kind_is_warned_of() -> None:
    contents = base(version=VERSION.replace(b"kind: version\n", b""))
    knowledge, told = read(contents)
    assert told == ()
    assert knowledge is not None

    assert [str(each) for each in unnamed_kinds(knowledge.bases[0], contents)] == [
        (
            f"{PATH}:1: warning: version does not name the kind of its name, so it has none of the phrasings in "
            "kinds/version.yml. Write `kind: version` in it, or give it another name if it answers something else."
        )
    ]
    assert knowledge.gaps.keys() == {"prices"}


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        (
            "exact-globe/articles/parking.yml",
            article(en=("a",), nl=("b",), extra="kind: space\n"),
            (
                "exact-globe/articles/parking.yml:14: error: 'parking' has the kind 'space', so nothing has the kind "
                "in kinds/parking.yml. Give it another name, or write `kind: parking`."
            ),
        ),
        (
            "exact-globe/gaps.yml",
            b"other: {kind: version}\nparking: {kind: space}\n",
            (
                "exact-globe/gaps.yml:2: error: 'parking' has the kind 'space', so nothing has the kind "
                "in kinds/parking.yml. Give it another name, or write `kind: parking`."
            ),
        ),
        (
            "general/parking.yml",
            article("Hello", en=("hey",), nl=("hai",)),
            (
                "kinds/parking.yml: error: Small talk has the name 'parking' (general/parking.yml), so no "
                "integration has this kind. Rename one of the two."
            ),
        ),
    ],
)
def test_a_kind_whose_name_something_else_has_is_told(path: str, content: bytes, told: str) -> None:
    space = PARKING.replace(b"park", b"room").replace(b"car", b"van")
    contents = base(version=article(en=("c",), nl=("d",))) if b"other" in content else base()

    assert problems(contents | {"kinds/parking.yml": PARKING, "kinds/space.yml": space, path: content}) == [told]


def test_a_kind_that_something_has_may_lend_its_name_to_another() -> None:
    space = PARKING.replace(b"park", b"room").replace(b"car", b"van")
    gaps = b"parking: {kind: space}\ncars: {kind: parking}\n"

    assert problems(base(gaps=gaps) | {"kinds/parking.yml": PARKING, "kinds/space.yml": space}) == []


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
    contents = base() | {"kinds/Version.yml": PARKING, "kinds/more/version.yml": KIND, "kinds/version.yaml": KIND}

    told = problems(contents)

    assert told[0].startswith("kinds/Version.yml: error: 'Version' is not a valid name of a kind")
    assert told[1].startswith("kinds/more/version.yml: error: The bot does not expect a file here")
    assert told[2].startswith("kinds/version.yaml: error: The file name ends in .yaml")


def test_kinds_are_read_with_their_lines() -> None:
    kinds, told = read_kinds({"kinds/version.yml": KIND})

    assert told == ()
    assert kinds["version"].lines["is my {short_name} too old"] == 6
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
