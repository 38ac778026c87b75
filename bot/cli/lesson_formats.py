"""What there is to learn from people, in lines for a knowledge editor and as JSON for programs."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from bot.cli.own_command import NAME, own_command
from bot.domain.redaction import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.services.checking import LocationOf
    from bot.services.learning import Wording

_WIDEST: Final = 160
_MOST: Final = 20
"""Lessons that are printed: those beyond them are worth less."""


@dataclass(frozen=True, slots=True)
class Given:
    """Options that a command was given and that those told next need too, each as it is typed behind a command."""

    knowledge: str = ""
    days: str = ""


NOTHING_GIVEN: Final = Given()


def lessons_in_lines(
    wordings: Sequence[Wording], days: int, location_of: LocationOf, given: Given = NOTHING_GIVEN
) -> Iterator[str]:
    """Yield the lines that show what there is to learn from the last `days`, each lesson with its id.

    The commands that are told have what was `given` to the one that lists them.
    """
    if not wordings:
        yield f"There is nothing new to learn from what people said in the last {days} days."
    for wording in wordings[:_MOST]:
        yield f"{named(wording)} ({_how_often(wording)})"
        yield "   Nobody said what it is about." if wording.article is None else f"   About: {wording.article}"
        if near := wording.closest:
            path, line = location_of(near.phrase.target, near.phrase.text)
            alike = f"{near.similarity:.0%} alike"
            yield f"   Closest: “{near.phrase.text}” of {near.phrase.target} ({alike}), {path}:{line}"
        yield f"   {_what_to_do(wording, given)}"
        if wording.article is None:
            own = f"{own_command()} lessons{given.knowledge}{given.days} draft {wording.id}"
            yield f"   Or make an article of it, a draft: {own}"
    if (more := len(wordings) - _MOST) > 0:
        yield f"… and {more} more, which --json lists too."


def lessons_as_json(wordings: Sequence[Wording], location_of: LocationOf) -> str:
    """Return every lesson, with its id, as a JSON list."""
    found = [_as_value(wording, location_of) for wording in wordings]
    return json.dumps(found, ensure_ascii=False, indent=2)


def named(wording: Wording) -> str:
    """Return the id of a lesson and its words, which stand wherever it is told of."""
    return f"{wording.id} “{shorten(wording.text, _WIDEST, placeholder=' …')}”"


def why_not_as_it_is(wording: Wording, given: Given = NOTHING_GIVEN) -> str | None:
    """Return why a wording cannot be added as it is, and what to do; None where it can be tried."""
    if not is_whole(wording.text):
        own = f'{own_command()} phrase{given.knowledge} {wording.article or "SLUG"} "…"'
        return f"Something private was taken out of it, or it is too long. Add it in words of your own: {own}"
    if wording.article is None:
        return f"Nobody said what it is about. {_what_to_do(wording, given)}"
    return None


def _how_often(wording: Wording) -> str:
    times = "once" if wording.count == 1 else f"{wording.count} times"
    people = "1 person" if wording.people == 1 else f"{wording.people} people"
    by_team = f", {wording.by_team} of them by the support team" if wording.by_team else ""
    return f"{times}, by {people}{by_team}"


def _what_to_do(wording: Wording, given: Given) -> str:
    command = _command(wording)
    if not is_whole(wording.text):
        return why_not_as_it_is(wording, given) or ""
    if command is None:
        return "It is like nothing that the bot knows."
    typed = f"{own_command()} {command[1]}{given.knowledge} {shlex.join(command[2:])}"
    return f"Add it: {typed}" if wording.article else f"If it is about {command[2]}: {typed}"


def _command(wording: Wording) -> list[str] | None:
    """Return the command that adds it to what it is about, else to what is closest; None where there is none."""
    target = wording.article or (wording.closest.phrase.target if wording.closest else None)
    if target is None or not is_whole(wording.text):
        return None
    # What begins with a hyphen is no option.
    return [NAME, "phrase", target, *(["--"] if wording.text.startswith("-") else []), wording.text]


def _as_value(wording: Wording, location_of: LocationOf) -> dict[str, object]:
    closest = None
    if near := wording.closest:
        path, line = location_of(near.phrase.target, near.phrase.text)
        closest = {
            "slug": near.phrase.target,
            "phrasing": near.phrase.text,
            "similarity": round(near.similarity, 4),
            "path": path,
            "line": line,
        }
    return {
        "id": wording.id,
        "wording": wording.text,
        "article": wording.article,
        "count": wording.count,
        "people": wording.people,
        "by_team": wording.by_team,
        "closest": closest,
        "command": _command(wording),
    }
