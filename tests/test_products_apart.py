"""Every kind of question of every product: with its name it gets its own answer, without one it is asked which."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.article import PLEA
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.language import LANGUAGES
from bot.domain.library import name_of
from bot.domain.reply import Answer, Calculation, Clarification
from bot.knowledge.kinds import filled, names_in, read_kinds
from bot.knowledge.loading import read
from bot.knowledge.source_files import PRODUCTS, contents_of
from bot.services.answering import Answering
from bot.services.answering_all import AnsweringAll
from tests.shipped_knowledge import kept_matcher, shipped_knowledge

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.reply import Reply

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SHIPPED = contents_of(ROOT / "knowledge")
ANSWERED = {article.kind for article in shipped_knowledge().articles.values()}
KINDS = {name: kind for name, kind in read_kinds(SHIPPED)[0].items() if name in ANSWERED}
"""Those that both have an article of."""
EACH = 6
"""Phrasings that are asked of each kind in each language."""


@cache
def bot() -> AnsweringAll:
    """Return what answers about Exact Globe and an invented package, which have an article of every kind."""
    invented = dict(contents_of(ROOT / "tests" / "data" / "kasboek"))
    line = next(each for each in invented.pop(PRODUCTS).splitlines() if each.startswith(b"kasboek-pro:"))
    library, problems = read({**SHIPPED, **invented, PRODUCTS: SHIPPED[PRODUCTS] + b"\n" + line + b"\n"})
    assert library is not None, problems
    return AnsweringAll(library, tuple(Answering(base, kept_matcher(base, "apart")) for base in library.bases))


def reply_to(text: str) -> Reply:
    return bot().reply_to(Question(text, Conversation("command", "T", "C"), "U"), Memory())[0]


def asked(kind: str, language: Language, *, with_product: bool) -> list[str]:
    """Return the first phrasings of a kind that name the product, or that name none."""
    phrasings = KINDS[kind].phrasings.in_language(language)
    naming = [each for each in phrasings if "{" in each] or [f"{{product}}: {each}" for each in phrasings]
    return list(islice(naming if with_product else (each for each in phrasings if "{" not in each), EACH))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("product", ["exact-globe", "kasboek-pro"])
def test_asked_with_its_name_a_product_gets_its_own_answer(product: str, kind: str, language: Language) -> None:
    base = bot().knowledge.of_product(product)
    assert base is not None
    named = next(each for each in base.products if each.slug == product)
    (slug,) = (base.known_as(each.slug) for each in base.articles.values() if each.kind == kind)

    for text in asked(kind, language, with_product=True):
        reply = reply_to(filled(text, names_in(named.name, named.short_name)))
        assert isinstance(reply, Answer | Calculation | Clarification), text
        assert reply.about == product, text
        assert isinstance(reply, Calculation) or slug in reply.articles, text
        assert {bot().knowledge.base_of(each).product for each in reply.articles} <= {product}, text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {PLEA}))
def test_asked_without_a_name_the_bot_asks_which(kind: str, language: Language) -> None:
    for text in asked(kind, language, with_product=False):
        reply = reply_to(text)
        assert isinstance(reply, Clarification), text
        assert reply.products == ("exact-globe", "kasboek-pro"), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_wants_a_person_is_not_asked_about_which_product(language: Language) -> None:
    for text in asked(PLEA, language, with_product=False):
        reply = reply_to(text)
        assert isinstance(reply, Answer), text
        assert (reply.about, name_of(reply.articles[0])) == (None, PLEA), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_asked_both_ways(kind: str, language: Language) -> None:
    assert asked(kind, language, with_product=True)
    assert asked(kind, language, with_product=False)
