"""Replies as the JSON object of `ask --json`, `ask --jsonl` and the calculators' `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.library import name_of
from bot.domain.question_log import kind_of
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver, Match
from bot.rendering.targets.markdown import to_markdown

if TYPE_CHECKING:
    from bot.domain.calculation import Outcome
    from bot.domain.reply import Reply
    from bot.rendering.context import RenderContext

_CANDIDATES: Final = 3

_EMPTY: Final[dict[str, object]] = {
    "kind": "error",
    "article": None,
    "topic": None,
    "gap": None,
    "confidence": None,
    "candidates": [],
    "calculator": None,
    "ok": None,
    "value": None,
    "error": None,
    "warning": None,
    "product": None,
    "more": [],
    "language": None,
    "text": "",
    "products": [],
}


def to_record(reply: Reply, context: RenderContext) -> dict[str, object]:
    """Return `reply` with every key of the interface; those that do not apply are None."""
    common: dict[str, object] = {
        "candidates": [
            {"article": name_of(match.article), "score": round(match.score, 4)}
            for match in _candidates(reply)[:_CANDIDATES]
        ],
        "language": reply.language,
        "text": to_markdown(reply, context),
        "gap": None if isinstance(reply, Clarification) or reply.gap is None else name_of(reply.gap),
        "product": _product(reply, context),
    }
    return _EMPTY | {"kind": kind_of(reply)} | common | _particular(reply, context)


def _candidates(reply: Reply) -> tuple[Match, ...]:
    """Return the likeliest articles; what is offered, where a product was named and nothing asked of it yet."""
    if isinstance(reply, Clarification) and reply.is_opening:
        return tuple(Match(article, reply.confidence) for article in reply.articles)
    return reply.candidates


def error_record(message: str, identifier: object) -> dict[str, object]:
    """Return what a malformed line gets; `identifier` is None where it could not be read."""
    return {"id": identifier, **_EMPTY, "error": "malformed", "text": message}


def _fields(outcome: Outcome) -> dict[str, object]:
    return {
        "calculator": outcome.calculator,
        "ok": outcome.value is not None,
        "value": outcome.value,
        "error": outcome.error,
        "warning": outcome.warning,
    }


def _product(reply: Reply, context: RenderContext) -> str | None:
    """Return the product that the reply is about: another one, ours where something of it speaks, else none."""
    if isinstance(reply, HandOver):
        return reply.product or reply.about
    knowledge = context.knowledge
    spoken_of = [knowledge.integration_of(knowledge.articles[article]) for article in reply.articles]
    about = [each for each in spoken_of if each is not None] or (
        context.about(reply.about).base.integrations if isinstance(reply, Calculation) else ()
    )
    return about[0].product if about else None


def _particular(reply: Reply, context: RenderContext) -> dict[str, object]:
    match reply:
        case Answer(articles=articles, confidence=confidence):
            article = articles[0]
            topic = context.knowledge.articles[article].topic
            return {"article": name_of(article), "topic": topic, "confidence": round(confidence, 4)}
        case FollowUp(articles=articles):
            return {"article": name_of(articles[0]) if articles else None, "confidence": 1}
        case Clarification(confidence=confidence, products=products, calculated=calculated):
            found = _fields(calculated[0].outcome) if len(calculated) == 1 else {}
            return {"confidence": round(confidence, 4), "products": list(products), **found}
        case HandOver(confidence=confidence):
            return {"confidence": round(confidence, 4)}
        case Calculation(outcome=outcome, articles=articles):
            return {
                "article": name_of(articles[0]) if articles else None,
                "topic": next((each.folder for each in context.about(reply.about).base.integrations), None),
                "confidence": round(reply.confidence, 4) if articles else 1,
                **_fields(outcome),
                "more": [_fields(each) for each in reply.more],
            }
