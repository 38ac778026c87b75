"""What integrations share is written once: a new one is understood with a handful of phrasings of its own."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.bootstrap.answering import dictionary
from bot.domain.language import LANGUAGES
from bot.domain.reply import Answer, Calculation, Clarification, Reply
from bot.knowledge.loading import read
from bot.knowledge.source_files import ARTICLES, contents_of
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.checking import reply_to_check
from tests.shipped_knowledge import shipped_knowledge

ROOT = Path(__file__).parents[1]
INVENTED = ROOT / "tests" / "data" / "kasboek"
SHARED = ("general/", "kinds/", "words/", "synonyms.yml")

KINDS = {article.kind for article in shipped_knowledge().articles.values() if article.kind is not None}
"""What the shipped articles are about that is asked of every integration."""
MOST_OF_ITS_OWN = 10
FEWEST_CHECKS = 6
RIGHT_FIRST = 0.9


@cache
def invented() -> Answering:
    """Return what answers for an invented package: its own folder and products, and what integrations share."""
    shipped = contents_of(ROOT / "knowledge")
    shared = {path: content for path, content in shipped.items() if path.startswith(SHARED)}
    library, problems = read({**shared, **contents_of(INVENTED)})
    assert library is not None, problems
    knowledge = library.bases[0]
    return Answering(knowledge, build(knowledge, dictionary()))


def first_of(reply: Reply) -> str | None:
    """Return the article that the bot gives or offers first, or that fits best where it hands over."""
    named = reply.articles if isinstance(reply, Answer | Clarification | Calculation) else ()
    return next(iter((*named, *(match.article for match in reply.candidates))), None)


def test_each_article_of_it_has_a_kind_and_few_phrasings_of_its_own() -> None:
    knowledge = invented().knowledge
    files = sorted((INVENTED / "kasboek-pro" / ARTICLES).glob("*.yml"))
    written = [yaml.safe_load(path.read_bytes()) for path in files]

    assert sorted(each["kind"] for each in written) == sorted(KINDS)
    assert not knowledge.gaps.keys() & KINDS
    assert max(sum(map(len, each["phrasings"].values())) for each in written) <= MOST_OF_ITS_OWN


def test_each_article_of_it_is_asked_for_in_words_that_no_phrasing_has() -> None:
    counts = Counter(check.article for check in invented().knowledge.checks)

    assert min(counts.values()) >= FEWEST_CHECKS
    assert len(counts) == len(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_of_ten_of_its_questions_get_the_right_article_first(language: str) -> None:
    checks = [check for check in invented().knowledge.checks if check.language == language]

    right = [check for check in checks if first_of(reply_to_check(invented(), check)) == check.article]

    assert len(right) / len(checks) >= RIGHT_FIRST
