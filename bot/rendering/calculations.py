"""What a calculator found, in words: the result with its use, or what is wrong with the input and what to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.markup import Code, ItemList, Paragraph, Strong
from bot.rendering.bot_texts import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.article import Facts
    from bot.domain.calculation import Outcome
    from bot.domain.language import Language
    from bot.domain.markup import Inline, TextBlock


def calculated(outcome: Outcome, language: Language, facts: Facts) -> Iterator[TextBlock]:
    """Yield `outcome` in paragraphs and lists."""
    if outcome.calculator == "mailbox-address":
        yield from _address(outcome, language)
    else:
        yield from _version(outcome, language, str(facts.minimum_update))


def _said(name: str, language: Language, **values: str) -> Paragraph:
    return Paragraph(sentence(name, language, **values))


def _listed(lines: Iterable[tuple[Inline, ...]]) -> ItemList:
    return ItemList(tuple((Paragraph(line),) for line in lines))


def _address(outcome: Outcome, language: Language) -> Iterator[TextBlock]:
    if outcome.value is not None:
        yield _said("address", language, address=outcome.value)
        if outcome.warning is not None:
            yield _said(f"address-warning-{outcome.warning}", language)
        yield _said("address-use", language)
        return
    yield _said(f"address-error-{outcome.error}", language)
    if outcome.error == "two-numbers":
        yield _listed(address_line(other, language) for other in outcome.also)
        has_address = any(other.value is not None for other in outcome.also)
        yield _said("address-use" if has_address else "address-example", language)
    elif (inner := next(iter(outcome.also), None)) and inner.value is not None:
        yield _said("address-inner", language, number=inner.read or "", address=inner.value)
    else:
        yield _said("address-example", language)


def address_line(outcome: Outcome, language: Language) -> tuple[Inline, ...]:
    """Return one of several numbers: its address, or what is wrong with it."""
    number = f"{outcome.read}: " if outcome.read else ""
    if outcome.value is None:
        return (number, *sentence(f"address-error-{outcome.error}", language))
    warning = () if outcome.warning is None else (" ", *sentence(f"address-warning-{outcome.warning}", language))
    return (number, Code((outcome.value,)), *warning)


def _version(outcome: Outcome, language: Language, minimum: str) -> Iterator[TextBlock]:
    if outcome.value is not None:
        version = outcome.read or ""
        yield Paragraph((Strong(sentence(f"version-{outcome.value}", language, version=version)),))
        yield _said(f"version-{outcome.value}-why", language, minimum=minimum)
        if "SP" in version:
            yield _said("version-service-pack", language)
        if outcome.warning is not None:
            yield _said(f"version-warning-{outcome.warning}", language)
    elif outcome.error == "not-globe":
        yield _said("version-not-globe", language, minimum=minimum)
        yield _said("version-example", language)
    elif outcome.also:
        yield _said("version-ask-several", language)
        yield _listed((_verdict(other, language),) for other in outcome.also)
        yield _said("version-ask", language)
    else:
        yield _said("version-ask", language)
        yield _said("version-example", language)


def _verdict(outcome: Outcome, language: Language) -> str:
    return texts.get(f"version-{outcome.value}", language, version=outcome.read or "")
