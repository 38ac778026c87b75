"""A checked knowledge base as bytes, so that a process need not read and check the files that did not change."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.article import AnswerText, Article, Check, Facts, Gap, KnowledgeBase, Phrasings, SetupStep, Source
from bot.domain.language import Bilingual
from bot.domain.product import Product
from bot.markdown.rich_text_json import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping


class CorruptKnowledgeError(ValueError):
    """The bytes are no dumped knowledge base: cut off, or written by another version."""


def dump(knowledge: KnowledgeBase) -> bytes:
    """Return `knowledge` as bytes, for `load`."""
    values = asdict(knowledge)
    for slug, article in knowledge.articles.items():
        values["articles"][slug]["answer"] = {"en": to_json(article.answer.en), "nl": to_json(article.answer.nl)}
    return json.dumps(values, ensure_ascii=False, default=date.isoformat).encode()


def load(content: bytes) -> KnowledgeBase:
    """Return the knowledge base that was dumped as `content`.

    Raises:
        CorruptKnowledgeError: where the bytes are no dumped knowledge base.
    """
    try:
        values = json.loads(content)
        facts = values["facts"]
        return KnowledgeBase(
            articles={slug: _article(article) for slug, article in values["articles"].items()},
            gaps={slug: _gap(gap) for slug, gap in values["gaps"].items()},
            facts=Facts(
                facts["minimum_update"],
                facts["mailbox_domain"],
                {name: Bilingual(**text) for name, text in facts["texts"].items()},
            ),
            setup=tuple(_step(step) for step in values["setup"]),
            synonyms=tuple(tuple(group) for group in values["synonyms"]),
            checks=tuple(Check(**check) for check in values["checks"]),
            version=values["version"],
            products=tuple(_product(product) for product in values["products"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorruptKnowledgeError("The kept knowledge base cannot be read") from error


def _article(values: Mapping[str, Any]) -> Article:
    changed = {
        "title": Bilingual(**values["title"]),
        "answer": AnswerText(from_json(values["answer"]["en"]), from_json(values["answer"]["nl"])),
        "phrasings": _phrasings(values["phrasings"]),
        "source": Source(**values["source"]),
        "reviewed_on": date.fromisoformat(values["reviewed_on"]),
        "related": tuple(values["related"]),
    }
    return Article(**{**values, **changed})


def _gap(values: Mapping[str, Any]) -> Gap:
    return Gap(values["slug"], Bilingual(**values["title"]), _phrasings(values["phrasings"]))


def _phrasings(values: Mapping[str, Any]) -> Phrasings:
    return Phrasings(tuple(values["en"]), tuple(values["nl"]))


def _product(values: Mapping[str, Any]) -> Product:
    changed = {name: tuple(values[name]) for name in ("aliases", "needs_context")}
    return Product(**{**values, **changed})


def _step(values: Mapping[str, Any]) -> SetupStep:
    return SetupStep(Bilingual(**values["title"]), Bilingual(**values["needs"]), values["article"])
