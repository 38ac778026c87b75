"""The trace of a reply in words: what was read, what matched, how sure, and what one word changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from bot import texts
from bot.domain.reply import Answer, Calculation, Clarification
from bot.rendering.masking import add_up_to_nine, masked, without_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.calculation import Outcome
    from bot.domain.language import Language
    from bot.domain.reply import Counterfactual, DecisionReason, Reply, Trace
    from bot.rendering.context import RenderContext


_REASONS: Final[Mapping[DecisionReason, str]] = {
    "unknown-name": "why-unknown-name",
    "doubted": "why-doubted",
    "foreign": "why-foreign",
    "complaint": "why-complaint",
    "no-version": "why-no-version",
    "error-text": "why-error-text",
    "no-choice": "why-no-choice",
    "parts-differ": "why-parts-differ",
}


def trace_to_markdown(trace: Trace, reply: Reply, context: RenderContext) -> str:
    """`trace` of `reply` as Markdown, in the reply's language."""
    return "\n\n".join(_parts(trace, reply, context))


def calculation_to_markdown(calculation: Calculation, version: str) -> str:
    """Why a calculator that was asked by its command said what it said, by the knowledge base of that `version`."""
    language = calculation.language
    lines = []
    for outcome in (calculation.outcome, *calculation.outcome.also):
        lines += [texts.get("why-read", language, read=outcome.read or texts.get("why-nothing", language))]
        found = ", ".join(f"`{each}`" for each in (outcome.value, outcome.error, outcome.warning) if each is not None)
        lines += [texts.get("why-outcome", language, outcome=found)]
    return "\n\n".join(
        (
            "**" + texts.get("why", language) + "**",
            texts.get("why-asked", language, calculator=calculation.outcome.calculator),
            "\n".join(f"- {line}" for line in lines),
            texts.get("why-knowledge", language, version=version),
        )
    )


def _parts(trace: Trace, reply: Reply, context: RenderContext) -> Iterator[str]:
    language = reply.language
    yield "**" + texts.get("why", language) + "**"
    yield "\n".join(f"- {line}" for line in _reading(trace, language))
    yield from _in_parts(trace, language)
    yield _verdict(trace, reply, context)
    yield from _nearest(trace, language, context)
    yield from _carried(trace, language)
    if trace.counterfactual is not None:
        outcome = _would(trace.counterfactual, language, context)
        yield texts.get(
            "why-without", language, word=_shown(trace.counterfactual.word, trace, language), outcome=outcome
        )
    yield texts.get("why-knowledge", language, version=trace.knowledge_version)


def _in_parts(trace: Trace, language: Language) -> Iterator[str]:
    """What the message was taken apart into, which part decided, and what was set aside."""
    if len(trace.parts) > 1:
        mark = texts.get("why-part-decided", language)
        lines = (
            f"- {mark if part.has_decided else ''}“{_shown(part.text, trace, language)}” "
            f"(`{part.best}`) {_figure(part.confidence, language)}"
            for part in trace.parts
        )
        yield "\n".join([texts.get("why-parts", language) + ":", *lines])
    if trace.asides:
        kinds = dict.fromkeys(kind for kind, _ in trace.asides)
        yield texts.get(
            "why-asides", language, kinds=", ".join(texts.get(f"aside-{kind}", language) for kind in kinds)
        )


def _nearest(trace: Trace, language: Language, context: RenderContext) -> Iterator[str]:
    lines = (
        f"- {context.title(match.article, language)} (`{match.article}`) {_figure(match.score, language)}"
        for match in trace.candidates
    )
    if trace.candidates:
        yield "\n".join([texts.get("why-best", language) + ":", *lines])


def _carried(trace: Trace, language: Language) -> Iterator[str]:
    lines = (
        f"- “{item.phrasing}” (`{item.target}`) {_figure(item.weight, language, sign='+')}" for item in trace.evidence
    )
    if trace.evidence:
        yield "\n".join([texts.get("why-evidence", language) + ":", *lines])


def _reading(trace: Trace, language: Language) -> Iterator[str]:
    cleaned = _shown(trace.cleaned, trace, language) or texts.get("why-nothing", language)
    yield texts.get("why-cleaned", language, text=cleaned)
    for typed, meant in trace.repairs:
        yield texts.get("why-repaired", language, typed=_shown(typed, trace, language), meant=meant)
    if trace.numbers:
        yield texts.get("why-numbers", language, numbers=_shown(", ".join(trace.numbers), trace, language))


def _shown(words: str, trace: Trace, language: Language) -> str:
    """A person's own `words`; without any number where the message's numbers may have been nine digits in parts."""
    is_parted = add_up_to_nine(" ".join([trace.cleaned, *trace.numbers]))
    return without_numbers(words, language) if is_parted else masked(words, language)


def _verdict(trace: Trace, reply: Reply, context: RenderContext) -> str:
    language = reply.language
    confidence = _figure(trace.confidence, language)
    answer, offer = _figure(trace.answer_from, language), _figure(trace.offer_from, language)
    if isinstance(reply, Calculation):
        return "\n".join(f"- {line}" for line in _taken(reply))
    if trace.reason != "bands":
        return _reason(trace, language)
    if isinstance(reply, Answer):
        return texts.get("why-answered", language, confidence=confidence, answer=answer)
    if isinstance(reply, Clarification):
        return texts.get("why-offered", language, confidence=confidence, answer=answer, offer=offer)
    if reply.gap is not None:
        return texts.get("why-gap", language, confidence=confidence, topic=context.title(reply.gap, language))
    return texts.get("why-handed-over", language, confidence=confidence, offer=offer)


def _reason(trace: Trace, language: Language) -> str:
    """Return what stood above the bands."""
    if trace.reason == "another-product":
        return texts.get("why-another-product", language, product=trace.product or "")
    return texts.get(_REASONS[trace.reason], language)


def _taken(reply: Calculation) -> Iterator[str]:
    """Which number each calculator took, and which it left beside it, and why."""
    language = reply.language
    for outcome in (reply.outcome, *reply.more):
        yield texts.get("why-calculated", language, calculator=outcome.calculator)
        numbers = [each.read for each in (outcome, *outcome.also) if each.read is not None]
        if numbers:
            yield texts.get("why-read", language, read=", ".join(numbers))
        yield texts.get(_why_this_one(outcome), language)


def _why_this_one(outcome: Outcome) -> str:
    """Return the name of the text that says why a number was taken."""
    if outcome.also:
        return "why-several"
    if outcome.holder is None:
        return "why-taken"
    return "why-holder-named" if outcome.holder == "named" else "why-holder-own"


def _would(counterfactual: Counterfactual, language: Language, context: RenderContext) -> str:
    reply = counterfactual.reply
    if isinstance(reply, Calculation):
        return texts.get("why-would-calculate", language, calculator=reply.outcome.calculator)
    confidence = _figure(reply.confidence, language)
    if isinstance(reply, Answer | Clarification):
        name = "why-would-answer" if isinstance(reply, Answer) else "why-would-offer"
        title = context.title(reply.articles[0], language)
        return texts.get(name, language, title=title, confidence=confidence)
    if reply.gap is not None:
        return texts.get("why-would-gap", language, topic=context.title(reply.gap, language), confidence=confidence)
    return texts.get("why-would-hand-over", language, confidence=confidence)


def _figure(value: float, language: Language, sign: Literal["+", "-"] = "-") -> str:
    """Two decimals, behind a comma in Dutch; with `sign` "+" also a plus where it is due."""
    return format(value, f"{sign}.2f").replace(".", "," if language == "nl" else ".")
