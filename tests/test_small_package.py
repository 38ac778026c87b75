"""A package that little is known about answers what it knows, and hands over all else that bookkeepers ask."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.bootstrap.answering import dictionary
from bot.domain.article import GENERAL
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.knowledge.loading import read
from bot.knowledge.source_files import PRODUCTS, contents_of
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.checking import first_reply
from tests.factories import INTEGRATION, SETUP, article

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NAME = "Boekwijs"
KNOWN = ("retrieve-invoices", "setup-overview", "version-required")

MOST_ANSWERED_WRONGLY = 1
"""Of the 30 questions; without the gaps that the kinds are it is 6, and 7 more are asked back about."""
RIGHT_FIRST = 0.9


@cache
def small_package(*, has_gaps: bool = True) -> Answering:
    """Return what answers about an invented package of three articles, with nothing but kinds, beside Exact Globe."""
    shipped = contents_of(ROOT / "knowledge")
    articles = {
        f"boekwijs/articles/{kind}.yml": article(
            kind, en=(f"{kind} one",), nl=(f"{kind} een",), extra=f"kind: {kind}\n"
        )
        for kind in KNOWN
    }
    own = {
        "boekwijs/integration.yml": INTEGRATION.replace(b"exact-globe\n", b"boekwijs\n") + b"calculators: []\n",
        "boekwijs/facts.yml": b"minimum_update: 7\n",
        "boekwijs/setup.yml": SETUP.replace(b"{mailbox_address}", b"it").replace(b"mailbox", b"setup-overview"),
        "boekwijs/checks.yml": b"[]\n",
        PRODUCTS: shipped[PRODUCTS] + f"\nboekwijs: {{name: {NAME}, role: ours}}\n".encode(),
    }
    library, problems = read({**shipped, **articles, **own})
    assert library is not None, problems
    base = next(each for each in library.bases if each.product == "boekwijs")
    known = base if has_gaps else replace(base, gaps={})
    return Answering(known, build(known, dictionary()))


def beyond() -> list[str]:
    """Return what it knows nothing about."""
    by_language = yaml.safe_load((ROOT / "tests" / "data" / "beyond_three_articles.yml").read_bytes())
    return [text.format(name=NAME) for texts in by_language.values() for text in texts]


def answered(bot: Answering) -> list[str]:
    """Return what of it gets an article about the package all the same."""
    replies = ((text, first_reply(bot, text)) for text in beyond())
    articles = bot.knowledge.articles
    return [
        text
        for text, reply in replies
        if isinstance(reply, Answer) and any(articles[each].topic != GENERAL for each in reply.articles)
    ]


def test_what_it_knows_nothing_about_is_handed_over() -> None:
    assert len(beyond()) == 30
    assert len(answered(small_package())) <= MOST_ANSWERED_WRONGLY
    replies = [first_reply(small_package(), text) for text in beyond()]
    assert sum(isinstance(reply, HandOver) for reply in replies) >= len(replies) - MOST_ANSWERED_WRONGLY


def test_without_the_kinds_that_are_gaps_it_answers_too_much() -> None:
    assert len(answered(small_package(has_gaps=False))) > MOST_ANSWERED_WRONGLY


def test_what_it_knows_gets_the_right_article_first() -> None:
    written = yaml.safe_load((ROOT / "tests" / "data" / "kasboek" / "kasboek-pro" / "checks.yml").read_bytes())
    checks = [(each["ask"].replace("Kasboek Pro", NAME), each["article"]) for each in written]
    checks = [(text.replace("Kasboek", NAME), wanted) for text, wanted in checks if wanted in KNOWN]

    right = [1 for text, wanted in checks if first_of(text) == wanted]

    assert len(checks) >= 18
    assert len(right) / len(checks) >= RIGHT_FIRST


def first_of(text: str) -> str | None:
    """Return the article that the package gives or offers first."""
    reply = first_reply(small_package(), text)
    return next(iter(reply.articles), None) if isinstance(reply, Answer | Clarification | Calculation) else None
