"""A comparison of two knowledge bases as text for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.cli.check_formats import counted
from bot.cli.comparison_excerpts import as_record, in_code, in_lines, on_one_line
from bot.cli.comparison_words import in_one_line, products_in_words, reworded_in_sections
from bot.cli.replies_in_words import Named, reply_in_words
from bot.domain.language import LANGUAGES
from bot.domain.question_log import kind_of
from bot.domain.redaction import redacted
from bot.domain.reply import Calculation, Clarification, HandOver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from bot.domain.calculation import Outcome
    from bot.domain.language import Bilingual, Language
    from bot.services.comparing import AskedAgain, Comparison, Difference, TitledReply
    from bot.services.comparing_texts import ChangedFact, Reworded, RewordedStep

    Section: TypeAlias = tuple[str, tuple[Difference, ...]]

_FACTS: Final = "Changed facts"
_BACKTICKS: Final = re.compile("`+")


def to_text(found: Comparison, against: str) -> str:
    """Return what changes, for a terminal: each question with both replies below it."""
    parts = [_summary(found, against), *products_in_words(found.products, on_one_line)]
    for title, changes in _sections(found):
        lines = (line for change in changes for line in _lines(change))
        parts.append("\n".join((f"{title} ({len(changes)})", *lines)))
    for title, changed in reworded_in_sections(found):
        lines = (
            line for each in changed for line in (f"  {in_one_line(each, str, on_one_line)}", *in_lines(each.texts))
        )
        parts.append("\n".join((f"{title} ({len(changed)})", *lines)))
    if found.facts:
        lines = (f"  {each.folder}: {each.name}: {' → '.join(_values_of(each))}" for each in found.facts)
        parts.append("\n".join((f"{_FACTS} ({len(found.facts)})", *lines)))
    return "\n\n".join(parts)


def to_markdown(found: Comparison, against: str) -> str:
    """Return what changes, for a pull request: tables, in which what was typed is code and does nothing."""
    parts = [_summary(found, _code(against)), *products_in_words(found.products, _inert)]
    for title, changes in _sections(found):
        rows = (_row(change) for change in changes)
        heading = f"### {title} ({len(changes)})"
        parts.append("\n".join((heading, "", "| question | before | after |", "| --- | --- | --- |", *rows)))
    for title, changed in reworded_in_sections(found):
        items = (line for each in changed for line in (f"- {in_one_line(each, _code, _inert)}", *in_code(each.texts)))
        parts.append("\n".join((f"### {title} ({len(changed)})", "", *items)))
    if found.facts:
        rows = (f"| {_code(each.name)} of {_code(each.folder)} | {_cells_of(each)} |" for each in found.facts)
        heading = f"### {_FACTS} ({len(found.facts)})"
        parts.append("\n".join((heading, "", "| fact | before | after |", "| --- | --- | --- |", *rows)))
    return "\n\n".join(parts)


def to_json(found: Comparison, against: str) -> str:
    """Return what changes, for programs: the fields of a reply bear the names that `ask --json` gives them."""
    made = {
        "ok": not found.lost,
        "against": against,
        "before": found.before,
        "after": found.after,
        "checks": found.checks,
        "questions": found.questions,
        "lost": [_change_record(each) for each in found.lost],
        "won": [_change_record(each) for each in found.won],
        "changed": [_change_record(each) for each in found.changed],
        "reworded": [{"article": each.article, **_text_record(each)} for each in found.reworded],
        "steps": [{"folder": each.folder, "step": each.step, **_text_record(each)} for each in found.steps],
        "facts": [asdict(each) for each in found.facts],
        "products": None if found.products is None else asdict(found.products),
    }
    return json.dumps(made, ensure_ascii=False, indent=2)


WRITERS: Final[Mapping[str, Callable[[Comparison, str], str]]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
}
"""By the name of the format."""


def _sections(found: Comparison) -> Iterator[Section]:
    """Yield what there is, what an editor must look at first."""
    sections = (("Lost checks", found.lost), ("Won checks", found.won), ("Changed questions", found.changed))
    yield from (section for section in sections if section[1])


def _text_record(changed: Reworded | RewordedStep) -> dict[str, object]:
    return {"languages": changed.languages, "changes": [as_record(each) for each in changed.texts]}


def _summary(found: Comparison, against: str) -> str:
    asked = counted(found.checks, "check")
    asked += "" if found.questions is None else f" and {counted(found.questions, 'logged question')}"
    counts = (
        (len(found.lost), "lost check"),
        (len(found.won), "won check"),
        (len(found.changed), "changed question"),
    )
    if found.products is None and not any(count for count, _ in counts):
        return f"No reply changes against {against}: {asked} asked."
    return f"Against {against}: {', '.join(counted(*each) for each in counts)}, of {asked}."


def _lines(change: Difference) -> Iterator[str]:
    place = _place(change.asked)
    yield f"  {f'{place}: ' if place else ''}“{on_one_line(change.asked.shown)}”{_how_often(change.asked)}"
    before, after = _both_in_words(change)
    yield f"      before: {before}"
    yield f"      after:  {after}"


def _place(asked: AskedAgain) -> str:
    if asked.check is None:
        return ""
    place = f"{asked.check.path}:{asked.check.line}"
    return place if asked.is_demanded else f"{place} (taken out)"


def _how_often(asked: AskedAgain) -> str:
    return "" if asked.times == 1 else f" ({asked.times:,} times)"


def _row(change: Difference) -> str:
    before, after = _both_in_words(change)
    return f"| {_cell(change.asked)} | {_inert(before)} | {_inert(after)} |"


def _cell(asked: AskedAgain) -> str:
    place = _place(asked)
    return f"{_code(asked.shown)}{_how_often(asked)}{f'<br>{_inert(place)}' if place else ''}"


def _both_in_words(change: Difference) -> tuple[str, str]:
    """Return both replies, with their languages where these differ."""
    before, after = (_in_words(each, change.asked) for each in (change.before, change.after))
    languages = change.before.reply.language, change.after.reply.language
    if languages[0] != languages[1]:
        return f"{before}, in {_spoken(languages[0])}", f"{after}, in {_spoken(languages[1])}"
    return before, after if before != after else f"{after}, otherwise in details"


def _spoken(language: Language) -> str:
    return texts.get(f"channel-language-{language}", "en")


def _in_words(titled: TitledReply, asked: AskedAgain) -> str:
    """Return what was replied, in one line; of what people asked without their numbers."""
    named = Named(dict(titled.articles), titled.products, is_private=asked.check is None)
    begins_with = titled.begins_with
    begin = "" if begins_with is None else f", beginning with: this is about {named.product(begins_with)}"
    return on_one_line(f"{reply_in_words(titled.reply, named)}{begin}")


def _result(outcome: Outcome, asked: AskedAgain) -> dict[str, str | None]:
    """Return the fields of a result; in a value that somebody asked for there may be their number."""
    value = outcome.value if outcome.value is None or asked.check is not None else redacted(outcome.value)
    return {
        "calculator": outcome.calculator,
        "value": value,
        "error": outcome.error,
        "warning": outcome.warning,
    }


def _change_record(change: Difference) -> dict[str, object]:
    check = change.asked.check
    return {
        "ask": change.asked.shown,
        "times": change.asked.times,
        "path": None if check is None else check.path,
        "line": None if check is None else check.line,
        "must": check.must if check is not None and change.asked.is_demanded else None,
        "before": _reply_record(change.before, change.asked),
        "after": _reply_record(change.after, change.asked),
    }


def _reply_record(titled: TitledReply, asked: AskedAgain) -> dict[str, object]:
    reply = titled.reply
    calculations = (reply.outcome, *reply.more) if isinstance(reply, Calculation) else ()
    return {
        "kind": kind_of(reply),
        "articles": [{"article": slug, "title": title} for slug, title in titled.articles],
        "confidence": round(reply.confidence, 4),
        "gap": None if isinstance(reply, Clarification) else reply.gap,
        "product": reply.product if isinstance(reply, HandOver) else None,
        "unknown": reply.unknown if isinstance(reply, Clarification) else None,
        "about": reply.about,
        "products": list(reply.products) if isinstance(reply, Clarification) else [],
        "calculations": [_result(outcome, asked) for outcome in calculations],
        "language": reply.language,
    }


def _values_of(changed: ChangedFact) -> tuple[str, str]:
    """Return the value of a fact before and after: once where it is the same in all languages."""
    return _value_in_words(changed.before), _value_in_words(changed.after)


def _value_in_words(value: Bilingual | None) -> str:
    if value is None:
        return "none"
    by_language = {each: on_one_line(value.in_language(each)) for each in LANGUAGES}
    is_same = len(set(by_language.values())) == 1
    return (
        by_language["en"] if is_same else ", ".join(f"{text} ({language})" for language, text in by_language.items())
    )


def _cells_of(changed: ChangedFact) -> str:
    return " | ".join(map(_inert, _values_of(changed)))


def _code(text: str) -> str:
    """Return `text` as code in Markdown, also within a table: no mention, no link, no HTML."""
    inner = on_one_line(text).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in _BACKTICKS.findall(inner)), default=0) + 1)
    return f"{fence} {inner} {fence}" if "`" in inner else f"{fence}{inner}{fence}"


def _inert(text: str) -> str:
    """Return `text` as it stands in a cell of a table."""
    return re.sub(r"([\\|<*_`\[\]~@#])", r"\\\1", text)
