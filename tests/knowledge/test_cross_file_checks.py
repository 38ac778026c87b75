from __future__ import annotations

import pytest

from bot.domain.follow_ups import FOLLOW_UP_KINDS
from bot.knowledge.loading import read
from tests.factories import (
    CHECKS,
    FACTS,
    INTEGRATION,
    SETUP,
    article,
    files,
    problems_of,
    with_a_draft_of_afas,
)


def test_an_article_by_the_name_of_a_gap_is_told() -> None:
    of_gap = article("It costs this.", en=("what is it",), nl=("wat is het",))
    told = str(*read(files() | {"exact-globe/articles/prices.yml": of_gap})[1])
    assert told.startswith("exact-globe/articles/prices.yml: ")
    assert "There is also a gap 'prices'" in told


def test_a_synonym_in_two_groups_is_told() -> None:
    (problem,) = problems_of(synonyms=b"- [a b, c d]\n- [e f, C D]\n")

    assert problem.startswith("synonyms.yml:2: error: 'C D' is in two groups")


def test_a_step_that_leads_nowhere_is_told() -> None:
    (problem,) = problems_of(setup=files()["exact-globe/setup.yml"].replace(b"article: mailbox", b"article: gone"))

    assert problem.startswith("exact-globe/setup.yml:6: error: A step names 'gone'")


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("overview: gone\n", "A step names 'gone', which is not a published article"),
        ("    troubles: [gone]\n", "A step names 'gone', which is not a published article"),
        ("    otherwise: gone\n", "'otherwise' names 'gone', which is not another step"),
        ("    where: gone\n", "'where' names 'gone', which is not in exact-globe/screen.yml"),
    ],
)
def test_what_a_step_names_must_be_there(extra: str, told: str) -> None:
    (problem,) = problems_of(setup=SETUP + extra.encode())

    assert told in problem


def test_a_step_is_not_its_own_way_out() -> None:
    told = str(problems_of(setup=SETUP + b"    otherwise: create\n"))

    assert "'otherwise' names 'create', which is not another step" in told


def test_two_steps_of_one_name_are_told() -> None:
    again = SETUP.removeprefix(b"steps:\n").replace(b"Create the mailbox", b"Once more")

    assert any("There are two steps 'create'" in problem for problem in problems_of(setup=SETUP + again))


def test_somewhere_everybody_begins() -> None:
    other = SETUP.removeprefix(b"steps:\n").replace(b"slug: create", b"slug: other")
    circle = SETUP + b"    otherwise: other\n" + other + b"    otherwise: create\n"

    assert problems_of(setup=circle)[0].startswith("exact-globe/setup.yml: error: Every step is the 'otherwise'")


def test_words_on_screens_are_placeholders_of_the_set_up_alone() -> None:
    setup = SETUP.replace(b"Enter {mailbox_address}", b"Click {button_add}")

    assert problems_of(setup=setup, screen=b"button_add: {en: Add, nl: Toevoegen}\n") == []
    assert "There is no fact 'button_add'" in problems_of(setup=setup)[0]
    assert "There is no fact 'button_add'" in str(
        problems_of(mailbox=article("{button_add}"), screen=b"button_add: {en: Add, nl: Toevoegen}\n")
    )


def test_an_address_of_another_domain_than_the_calculators_is_told() -> None:
    (problem,) = problems_of(facts=FACTS.replace(b'nl: "<kvk-nummer>@facturen', b'nl: "<kvk-nummer>@inkoopfacturen'))

    assert "has a different domain from mailbox_domain" in problem


def test_a_name_of_two_products_is_told_with_its_line() -> None:
    products = b"afas: {name: AFAS, role: other, aliases: [Profit]}\nking:\n  name: King\n  role: other\n"
    products += b"  aliases: [profit]\nexact-globe: {name: Exact Globe, role: ours}\n"
    (problem,) = problems_of(products=products)

    assert problem.startswith("products.yml:5")
    assert "'profit' is also a name of afas" in problem


def _words(**phrases: str) -> bytes:
    kinds = {name: f"{name} it" for name in FOLLOW_UP_KINDS} | {
        name.replace("_", "-"): text for name, text in phrases.items()
    }
    listed = "".join(f"  {name}: [{text}]\n" for name, text in kinds.items())
    return f"around: [ok]\nfollow_ups:\n{listed}".encode()


def test_a_follow_up_leads_one_way_and_is_no_question_of_its_own() -> None:
    (twice,) = problems_of(words=_words(next="verder", previous="Verder"))
    (asked,) = problems_of(words=_words(where="waar is mijn brievenbus"))

    assert problems_of(words=_words()) == []
    assert twice.startswith("words/nl.yml:4: error: 'Verder' is also in 'next'")
    assert "is also a phrasing of 'mailbox'" in asked


def test_an_example_means_one_thing() -> None:
    written = b'follow_ups:\n  fails: ["it sits there"]\n  next: ["and on"]\nothers:\n  - "It sits there"\n'
    (twice,) = problems_of(examples=written)

    assert twice.startswith("words/examples/nl.yml:5: error: 'It sits there' is also in 'fails'")
    assert problems_of(examples=written.replace(b"It sits", b"He sits")) == []


def test_a_follow_up_that_is_missing_is_told_with_its_line() -> None:
    (problem,) = problems_of(words=_words().replace(b"  shorter: [shorter it]\n", b""))
    assert problem.startswith("words/nl.yml:3: error: 'follow_ups' is missing the key 'shorter'")


def test_a_source_that_the_integration_does_not_tell_of_is_told() -> None:
    (problem,) = problems_of(mailbox=article().replace(b"document: connect-exact-globe", b"document: the-website"))

    assert problem.startswith("exact-globe/articles/mailbox.yml:")
    assert "'document' names 'the-website', which is not in exact-globe/integration.yml" in problem


@pytest.mark.parametrize(
    ("changed", "meant"),
    [
        ({"mailbox": article(extra="related: [versoin]\n")}, "version"),
        ({"greeting": article("Hello", en=("hi",), nl=("hoi",), extra="related: [mail-box]\n")}, "mailbox"),
        ({"mailbox": article().replace(b"document: connect", b"document: conect")}, "connect-exact-globe"),
        ({"mailbox": article().replace(b"{minimum_update}", b"{minimum_updat}", 1)}, "minimum_update"),
        ({"mailbox": article(extra="relatd: [version]\n")}, "related"),
        ({"setup": SETUP.replace(b"article: mailbox", b"article: mailbx")}, "mailbox"),
        ({"setup": SETUP + b"    troubles: [verion]\n"}, "version"),
        (
            {
                "setup": SETUP
                + b"    otherwise: createe\n"
                + SETUP.removeprefix(b"steps:\n").replace(b"slug: create", b"slug: created")
            },
            "created",
        ),
        (
            {"setup": SETUP + b"    where: buton\n", "screen": b"button: {en: Add, nl: Toevoegen}\n"},
            "button",
        ),
        ({"checks": CHECKS.replace(b"article: version", b"article: versions")}, "version"),
        (
            {
                "products": b"exact-globe: {name: Exact Globe, role: ours}\n",
                "integration": INTEGRATION.replace(b"product: exact-globe", b"product: exact-glob"),
            },
            "exact-globe",
        ),
    ],
)
def test_of_a_name_that_nothing_has_the_nearest_one_is_told(changed: dict[str, bytes], meant: str) -> None:
    told = [problem for problem in problems_of(**changed) if "Did you mean" in problem]

    assert len(told) == 1
    assert f". Did you mean '{meant}'? " in told[0]


def test_what_is_there_and_may_not_be_named_is_not_taken_for_another_name() -> None:
    draft = article(extra="status: draft\n")
    (problem,) = problems_of(mailbox=draft, version=article("V", en=("a b",), nl=("c d",)), setup=SETUP)

    assert problem.endswith("Correct the name or remove it. A draft cannot be linked to.")
    assert "Did you mean" not in problem


@pytest.mark.parametrize("role", ["beside", "other"])
def test_an_integration_is_of_a_product_that_is_ours(role: str) -> None:
    products = f"exact-globe: {{name: Exact Globe, role: {role}}}\nblue: {{name: Blue, role: ours}}\n".encode()

    (problem,) = problems_of(products=products)

    assert problem.startswith(
        "exact-globe/integration.yml:1: error: 'product' names 'exact-globe', which is not ours"
    )
    assert "Name one of blue" in problem


def test_a_draft_may_be_of_another_package_and_of_none_that_stands_beside_ours() -> None:
    def told(role: str) -> list[str]:
        products = f"exact-globe: {{name: Exact Globe, role: ours}}\nafas: {{name: AFAS, role: {role}}}\n".encode()
        return [str(each) for each in read(with_a_draft_of_afas() | {"products.yml": products})[1]]

    assert told("other") == told("ours") == []
    assert ["which is not ours" in each for each in told("beside")] == [True]
