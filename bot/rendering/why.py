"""The trace of a reply in words: what was read, what matched, how sure, and what one word changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from bot import texts
from bot.domain.markup import Code, ItemList, Paragraph, Placeholder
from bot.domain.reply import Answer, Calculation, Clarification
from bot.rendering.bot_texts import sentence
from bot.rendering.document import FormattedText, Title
from bot.rendering.masking import add_up_to_nine, masked, without_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from bot.domain.calculation import Outcome
    from bot.domain.language import Language
    from bot.domain.markup import Inline, TextBlock
    from bot.domain.reply import Counterfactual, DecisionReason, Reply, Trace
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element

    Figure: TypeAlias = Callable[[float, Language], str]


REASONS: Final[Mapping[DecisionReason, str]] = {
    "unknown-name": "why-unknown-name",
    "doubted": "why-doubted",
    "foreign": "why-foreign",
    "complaint": "why-complaint",
    "no-version": "why-no-version",
    "error-text": "why-error-text",
    "thing-in-use": "why-thing-in-use",
    "other-address": "why-other-address",
    "no-choice": "why-no-choice",
    "parts-differ": "why-parts-differ",
    "topics": "why-topics",
    "which-product": "why-which-product",
    "opening": "why-opening",
}
"""The texts of what stood above the bands."""


def explained(trace: Trace, reply: Reply, context: RenderContext) -> tuple[Element, ...]:
    """Return `trace` of `reply` as a document, in the reply's language."""
    language = reply.language
    return (Title(texts.get("why", language)), FormattedText(tuple(_blocks(trace, reply, context))))


def calculation_explained(calculation: Calculation, version: str) -> tuple[Element, ...]:
    """Return why a calculator that was asked by its command said so, by the knowledge base of that `version`."""
    language = calculation.language
    blocks = (
        said("why-asked", language, calculator=calculator_name(calculation.outcome, language)),
        listed(line for each in (calculation.outcome, *calculation.outcome.also) for line in _found(each, language)),
        said("why-knowledge", language, version=version),
    )
    return (Title(texts.get("why", language)), FormattedText(blocks))


def _found(outcome: Outcome, language: Language) -> Iterator[tuple[Inline, ...]]:
    """Yield what a calculator read, and what it made of it."""
    yield sentence("why-read", language, read=outcome.read or texts.get("why-nothing", language))
    named = [Code((each,)) for each in (outcome.value, outcome.error, outcome.warning) if each is not None]
    parted = [part for code in named for part in (code, ", ")][:-1]
    here = Placeholder("outcome")
    words = sentence("why-outcome", language, outcome=here)
    yield tuple(part for word in words for part in (parted if word == here else (word,)))


def said(name: str, language: Language, **values: str) -> Paragraph:
    """Return the text `name` as a paragraph."""
    return Paragraph(sentence(name, language, **values))


def listed(lines: Iterable[tuple[Inline, ...]]) -> ItemList:
    """Return a list of `lines`."""
    return ItemList(tuple((Paragraph(line),) for line in lines))


def _blocks(trace: Trace, reply: Reply, context: RenderContext) -> Iterator[TextBlock]:
    language = reply.language
    if trace.follow_up is not None:
        if trace.candidates:
            titles = ", ".join(f"“{context.title(each.article, language)}”" for each in trace.candidates)
            yield said("why-by-name", language, titles=titles)
        else:
            yield said("why-follow-up", language, kind=trace.follow_up)
        yield said("why-knowledge", language, version=trace.knowledge_version)
        return
    yield listed(_reading(trace, language))
    yield from _in_parts(trace, language)
    yield _verdict(trace, reply, context)
    yield from _nearest(trace, language, context)
    yield from _carried(trace, language)
    if trace.counterfactual is not None:
        yield without_a_word(trace.counterfactual, trace, language, context)
    yield said("why-knowledge", language, version=trace.knowledge_version)


def _in_parts(trace: Trace, language: Language) -> Iterator[TextBlock]:
    """Yield what the message was taken apart into, which part decided, and what was set aside."""
    if len(trace.parts) > 1:
        decided = (*sentence("why-part-decided", language), " ")
        yield _said_before_a_list("why-parts", language)
        yield listed(
            (
                *(decided if part.has_decided else ()),
                *_scored(f"“{shown(part.text, trace, language)}”", part.best, _figure(part.confidence, language)),
                *(() if part.about is None else taken_along(part.about, trace, language)),
            )
            for part in trace.parts
        )
    if trace.asides:
        kinds = dict.fromkeys(kind for kind, _ in trace.asides)
        yield said("why-asides", language, kinds=", ".join(texts.get(f"aside-{kind}", language) for kind in kinds))


def taken_along(about: str, trace: Trace, language: Language) -> tuple[Inline, ...]:
    """Return which other part one asks about that names nothing itself."""
    return sentence("why-taken-along", language, text=shown(about, trace, language))


def _said_before_a_list(name: str, language: Language) -> Paragraph:
    return Paragraph((*sentence(name, language), ":"))


def _scored(words: str, slug: str | None, figure: str) -> tuple[Inline, ...]:
    return (f"{words} (", Code((str(slug),)), f") {figure}")


def _nearest(trace: Trace, language: Language, context: RenderContext) -> Iterator[TextBlock]:
    if trace.candidates:
        yield _said_before_a_list("why-best", language)
        yield listed(
            _scored(context.title(match.article, language), match.article, _figure(match.score, language))
            for match in trace.candidates
        )


def _carried(trace: Trace, language: Language) -> Iterator[TextBlock]:
    if trace.evidence:
        yield _said_before_a_list("why-evidence", language)
        yield listed(
            _scored(f"“{item.phrasing}”", item.target, _figure(item.weight, language, sign="+"))
            for item in trace.evidence
        )


def _reading(trace: Trace, language: Language) -> Iterator[tuple[Inline, ...]]:
    cleaned = shown(trace.cleaned, trace, language) or texts.get("why-nothing", language)
    yield sentence("why-cleaned", language, text=cleaned)
    for typed, meant in trace.repairs:
        yield sentence("why-repaired", language, typed=shown(typed, trace, language), meant=meant)
    if trace.numbers:
        yield sentence("why-numbers", language, numbers=shown(", ".join(trace.numbers), trace, language))


def shown(words: str, trace: Trace, language: Language) -> str:
    """Return a person's `words`; without any number where the message's numbers may be nine digits in parts."""
    is_parted = add_up_to_nine(" ".join([trace.cleaned, *trace.numbers]))
    return without_numbers(words, language) if is_parted else masked(words, language)


def _verdict(trace: Trace, reply: Reply, context: RenderContext) -> TextBlock:
    language = reply.language
    confidence = _figure(trace.confidence, language)
    answer, offer = _figure(trace.answer_from, language), _figure(trace.offer_from, language)
    if isinstance(reply, Calculation):
        return listed(_taken(reply))
    if trace.reason != "bands":
        return _reason(trace, language)
    if isinstance(reply, Answer):
        return said("why-answered", language, confidence=confidence, answer=answer)
    if isinstance(reply, Clarification):
        return said("why-offered", language, confidence=confidence, answer=answer, offer=offer)
    if reply.gap is not None:
        return said("why-gap", language, confidence=confidence, topic=context.title(reply.gap, language))
    return said("why-handed-over", language, confidence=confidence, offer=offer)


def _reason(trace: Trace, language: Language) -> Paragraph:
    """Return what stood above the bands."""
    if trace.reason in {"another-product", "channel-product"}:
        return said(f"why-{trace.reason}", language, product=trace.product or "")
    return said(REASONS[trace.reason], language)


def _taken(reply: Calculation) -> Iterator[tuple[Inline, ...]]:
    """Yield which number each calculator took, and which it left beside it, and why."""
    language = reply.language
    for outcome in (reply.outcome, *reply.more):
        yield sentence("why-calculated", language, calculator=calculator_name(outcome, language))
        numbers = [each.read for each in (outcome, *outcome.also) if each.read is not None]
        if numbers:
            yield sentence("why-read", language, read=", ".join(numbers))
        yield sentence(why_this_one(outcome), language)


def why_this_one(outcome: Outcome) -> str:
    """Return the name of the text that says why a number was taken."""
    if len(outcome.also) > 1:
        return "why-several"
    if outcome.holder is None:
        return "why-taken"
    return "why-holder-named" if outcome.holder == "named" else "why-holder-own"


def without_a_word(
    other: Counterfactual, trace: Trace, language: Language, context: RenderContext, figure: Figure | None = None
) -> Paragraph:
    """Return what would have been said without the word that counted most; `figure` writes how sure."""
    word = shown(other.word, trace, language)
    if other.is_same:
        confidence = (figure or _figure)(other.reply.confidence, language)
        return said("why-without-same", language, word=word, confidence=confidence)
    return said("why-without", language, word=word, outcome=would(other.reply, language, context, figure))


def would(reply: Reply, language: Language, context: RenderContext, figure: Figure | None = None) -> str:
    """Return in a few words what another reply would have been; `figure` writes how sure."""
    if isinstance(reply, Calculation):
        return texts.get("why-would-calculate", language, calculator=calculator_name(reply.outcome, language))
    confidence = (figure or _figure)(reply.confidence, language)
    if isinstance(reply, Answer | Clarification):
        if not reply.articles:
            return texts.get("why-would-ask-product", language)
        name = "why-would-answer" if isinstance(reply, Answer) else "why-would-offer"
        title = context.title(reply.articles[0], language)
        return texts.get(name, language, title=title, confidence=confidence)
    if reply.gap is not None:
        return texts.get("why-would-gap", language, topic=context.title(reply.gap, language), confidence=confidence)
    return texts.get("why-would-hand-over", language, confidence=confidence)


def _figure(value: float, language: Language, sign: Literal["+", "-"] = "-") -> str:
    """Return two decimals, behind a comma in Dutch; with `sign` "+" also a plus where it is due."""
    return format(value, f"{sign}.2f").replace(".", "," if language == "nl" else ".")


def calculator_name(outcome: Outcome, language: Language) -> str:
    """Return what people call the calculator."""
    return texts.get(f"calculator-{outcome.calculator}", language)
