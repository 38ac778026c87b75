from __future__ import annotations

from bot.knowledge.loading import read
from tests.factories import FACTS, article, files, problems_of


def test_an_article_by_the_name_of_a_gap_is_told() -> None:
    of_gap = article("It costs this.", en=("what is it",), nl=("wat is het",))
    told = str(*read(files() | {"exact-globe/articles/prices.yml": of_gap})[1])
    assert told.startswith("exact-globe/articles/prices.yml: ")
    assert "There is also a gap 'prices'" in told


def test_a_phrasing_in_two_articles_is_told_with_both_places() -> None:
    told = problems_of(greeting=article("Hello", en=("Where is my mailbox?",), nl=("hoi",)))

    assert len(told) == 1
    assert told[0].startswith("general/greeting.yml:7: error: The phrasing 'Where is my mailbox?' is also in ")
    assert "exact-globe/articles/mailbox.yml, line 7" in told[0]


def test_a_synonym_in_two_groups_is_told() -> None:
    (problem,) = problems_of(synonyms=b"- [a b, c d]\n- [e f, C D]\n")

    assert problem.startswith("synonyms.yml:2: error: 'C D' is in two groups")


def test_a_step_that_leads_nowhere_is_told() -> None:
    (problem,) = problems_of(setup=files()["exact-globe/setup.yml"].replace(b"article: mailbox", b"article: gone"))

    assert problem.startswith("exact-globe/setup.yml:4: error: A step names 'gone'")


def test_an_address_of_another_domain_than_the_calculators_is_told() -> None:
    (problem,) = problems_of(facts=FACTS.replace(b'nl: "<kvk-nummer>@facturen', b'nl: "<kvk-nummer>@inkoopfacturen'))

    assert "has a different domain from mailbox_domain" in problem


def test_a_name_of_two_products_is_told_with_its_line() -> None:
    products = b"afas: {name: AFAS, role: other, aliases: [Profit]}\nking:\n  name: King\n  role: other\n"
    products += b"  aliases: [profit]\n"
    (problem,) = problems_of(products=products)

    assert problem.startswith("products.yml:5")
    assert "'profit' is also a name of afas" in problem
