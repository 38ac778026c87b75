"""The trace of a reply in words: what was read, what matched, how sure, and what one word changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.reply import Answer, Calculation, Clarification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.language import Language
    from bot.domain.reply import Counterfactual, Reply, Trace
    from bot.rendering.context import RenderContext


def trace_to_markdown(trace: Trace, reply: Reply, context: RenderContext) -> str:
    """`trace` of `reply` as Markdown, in the reply's language."""
    return "\n\n".join(_parts(trace, reply, context))


def _parts(trace: Trace, reply: Reply, context: RenderContext) -> Iterator[str]:
    language = reply.language
    yield "**" + texts.get("why", language) + "**"
    yield "\n".join(f"- {line}" for line in _reading(trace, language))
    yield f"{_verdict(trace, reply, context)}"
    nearest = (f"- {context.title(m.article, language)} (`{m.article}`) {m.score:.2f}" for m in trace.candidates)
    yield "\n".join([texts.get("why-best", language) + ":", *nearest])
    if trace.evidence:
        carried = (f"- “{item.phrasing}” (`{item.owner}`) {item.weight:+.2f}" for item in trace.evidence)
        yield "\n".join([texts.get("why-evidence", language) + ":", *carried])
    if trace.counterfactual is not None:
        outcome = _would(trace.counterfactual, language, context)
        yield texts.get("why-without", language, word=trace.counterfactual.word, outcome=outcome)
    yield texts.get("why-knowledge", language, version=trace.knowledge_version)


def _reading(trace: Trace, language: Language) -> Iterator[str]:
    yield texts.get("why-cleaned", language, text=trace.cleaned or texts.get("why-nothing", language))
    for typed, meant in trace.repairs:
        yield texts.get("why-repaired", language, typed=typed, meant=meant)
    if trace.numbers:
        yield texts.get("why-numbers", language, numbers=", ".join(trace.numbers))


def _verdict(trace: Trace, reply: Reply, context: RenderContext) -> str:
    language, confidence = reply.language, f"{trace.confidence:.2f}"
    answer, offer = f"{trace.answer_from:.2f}", f"{trace.offer_from:.2f}"
    if isinstance(reply, Calculation):
        return texts.get("why-calculated", language, calculator=reply.outcome.calculator)
    if isinstance(reply, Answer):
        return texts.get("why-answered", language, confidence=confidence, answer=answer)
    if isinstance(reply, Clarification):
        return texts.get("why-offered", language, confidence=confidence, answer=answer, offer=offer)
    if reply.gap is not None:
        return texts.get("why-gap", language, confidence=confidence, topic=context.title(reply.gap, language))
    return texts.get("why-handed-over", language, confidence=confidence, offer=offer)


def _would(counterfactual: Counterfactual, language: Language, context: RenderContext) -> str:
    reply = counterfactual.reply
    if isinstance(reply, Answer | Clarification):
        name = "why-would-answer" if isinstance(reply, Answer) else "why-would-offer"
        title = context.title(reply.articles[0], language)
        return texts.get(name, language, title=title, confidence=f"{reply.confidence:.2f}")
    confidence = 1.0 if isinstance(reply, Calculation) else reply.confidence
    return texts.get("why-would-hand-over", language, confidence=f"{confidence:.2f}")
