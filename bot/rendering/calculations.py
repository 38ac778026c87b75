"""What a calculator found, in words: the result with its use, or what is wrong with the input and what to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.article import Facts
    from bot.domain.calculation import Outcome
    from bot.domain.language import Language


def calculated(outcome: Outcome, language: Language, facts: Facts) -> Iterator[str]:
    """`outcome` as paragraphs of Markdown."""
    if outcome.calculator == "mailbox-address":
        yield from _address(outcome, language)
    else:
        yield from _version(outcome, language, str(facts.minimum_update))


def _address(outcome: Outcome, language: Language) -> Iterator[str]:
    if outcome.value is not None:
        yield texts.get("address", language, address=outcome.value)
        if outcome.warning is not None:
            yield texts.get(f"address-warning-{outcome.warning}", language)
        yield texts.get("address-use", language)
        return
    yield texts.get(f"address-error-{outcome.error}", language)
    if outcome.error == "two-numbers":
        yield "\n".join(f"- {_address_line(other, language)}" for other in outcome.also)
        has_address = any(other.value is not None for other in outcome.also)
        yield texts.get("address-use" if has_address else "address-example", language)
    elif (inner := next(iter(outcome.also), None)) and inner.value is not None:
        yield texts.get("address-inner", language, number=inner.read or "", address=inner.value)
    else:
        yield texts.get("address-example", language)


def _address_line(outcome: Outcome, language: Language) -> str:
    """One of several numbers: its address, or what is wrong with it."""
    number = f"{outcome.read}: " if outcome.read else ""
    if outcome.value is None:
        return number + texts.get(f"address-error-{outcome.error}", language)
    warning = "" if outcome.warning is None else " " + texts.get(f"address-warning-{outcome.warning}", language)
    return f"{number}`{outcome.value}`{warning}"


def _version(outcome: Outcome, language: Language, minimum: str) -> Iterator[str]:
    if outcome.value is not None:
        version = outcome.read or ""
        yield f"**{texts.get(f'version-{outcome.value}', language, version=version)}**"
        yield texts.get(f"version-{outcome.value}-why", language, minimum=minimum)
        if "SP" in version:
            yield texts.get("version-service-pack", language)
        if outcome.warning is not None:
            yield texts.get(f"version-warning-{outcome.warning}", language)
    elif outcome.error == "not-globe":
        yield texts.get("version-not-globe", language, minimum=minimum)
        yield texts.get("version-example", language)
    elif outcome.also:
        yield texts.get("version-ask-several", language)
        yield "\n".join(f"- {_verdict(other, language)}" for other in outcome.also)
        yield texts.get("version-ask", language)
    else:
        yield texts.get("version-ask", language)
        yield texts.get("version-example", language)


def _verdict(outcome: Outcome, language: Language) -> str:
    return texts.get(f"version-{outcome.value}", language, version=outcome.read or "")
