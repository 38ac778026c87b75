"""What may be typed behind a slash command, in each language → the one word that use cases know it by.

The words stand in the files of texts as `keyword-COMMAND-WORD`, parted by commas; a use case reads WORD. Those of
`keyword-negation-not` turn a keyword round: nothing is done that somebody does not want.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.domain.near_names import nearest_name
from bot.texts import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.language import Language

SETUP_TOPIC: Final = "step"
"""The topic of what may be typed instead of pressed on a card of the guided set-up."""
_STEM: Final = "keyword-"
_PREFIX: Final = "/econnect-"
_ALONE: Final = frozenset({"support", "help"})
"""Commands that take anything: only all of the text is a keyword there."""
_ANYWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "privacy": ("retention", "export", "erase", "show", "keep", "count", "help")
}
"""Commands that take a request in one's own words: what it is for wherever it is said, and which goes first."""
_OPPOSITE: Final[Mapping[str, str | None]] = {"erase": "keep", "show": None, "export": None}
"""What is done with data → what is asked for where it must not be. What only tells of them is told all the same."""
_NEAR: Final = 0.75
_LONGEST: Final = 40
_AROUND: Final = " \t\n.,!?'\"‘’“”"
_WORD: Final = re.compile(r"[^\W_]+")
_CLAUSE_END: Final = re.compile(r"[.,;:!?()\n]|\b(?:so|because|dus|omdat)\b")
_TURN: Final = re.compile(r"\b(?:but|maar)\b")
_PERIOD: Final = re.compile(r"(\d{0,3})\s*([^\W\d]*(?: [^\W\d]+)?)")
_DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}


def canonical(command: str, text: str) -> str:
    """Return `text` with the keyword that it begins with as use cases know it: `gesloten grijs` → `closed grijs`."""
    topic, typed = command.removeprefix(_PREFIX), text.strip(_AROUND)
    if topic in _ANYWHERE:
        return _meant(topic, typed) or text
    for phrase, name in phrases(topic).items():
        rest = typed[len(phrase) :]
        if not typed.lower().startswith(phrase) or rest[:1].strip():
            continue
        if not rest.strip():
            return name
        if topic not in _ALONE:
            if _negates_a_keyword(topic, rest):
                return "help"
            return f"{name} {_days(rest.strip()) if name == 'report' else rest.strip()}"
    return "help" if topic not in _ALONE and _negates_a_keyword(topic, typed) else text


def spoken(topic: str, text: str) -> tuple[str | None, Language | None]:
    """Return what `text` means where all of it is one of the phrases, and in which language where that is but one.

    A space, a hyphen or an apostrophe makes no difference to what it means: `setup` is `set-up`.
    """
    typed = " ".join(text.replace("’", "'").strip(_AROUND).lower().split())
    near = _spoken(topic).get(_joined(typed), ())
    found = [each for each in near if each[2] == typed] or near
    if not found:
        return None, None
    languages = {language for language, _, _ in found}
    return found[0][1], languages.pop() if len(languages) == 1 else None


def setup_word(text: str) -> str | None:
    """Return what `text` means to a set-up where all of it is one of the phrases that may be typed to one."""
    return spoken(SETUP_TOPIC, text)[0]


def first_phrase(topic: str, name: str, language: Language) -> str:
    """Return the phrase to tell people of, for what `name` means."""
    return load(language)[f"{_STEM}{topic}-{name}"].partition(", ")[0]


def nearest(command: str, text: str) -> str | None:
    """Return the keyword that a single word resembles; None where it resembles none, or is one."""
    typed = text.strip(_AROUND).lower()
    known = phrases(command.removeprefix(_PREFIX))
    if not typed or len(typed) > _LONGEST or " " in typed or typed in known:
        return None
    return nearest_name(typed, known, _NEAR)


def language_in(command: str, text: str) -> Language | None:
    """Return the one language whose keywords a request in one's own words has; None where that tells none."""
    topic, said = command.removeprefix(_PREFIX), _spaced(text.lower())
    if topic not in _ANYWHERE:
        return None
    begin = (f"{_STEM}{topic}-", f"{_STEM}negation-", f"{_STEM}refusal-")
    found = [
        language
        for language in LANGUAGES
        if any(
            _spaced(phrase) in said
            for name, words in load(language).items()
            if name.startswith(begin)
            for phrase in words.split(", ")
        )
    ]
    return found[0] if len(found) == 1 else None


@cache
def phrases(topic: str) -> Mapping[str, str]:
    """Return what may be typed behind a command, in every language, the longest first, and its name."""
    found = {phrase: name for language in LANGUAGES for phrase, name in _listed(topic, language)}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def _spoken(topic: str) -> Mapping[str, Sequence[tuple[Language, str, str]]]:
    """Return by the words as one what may be said: in which language, what it means, and as it stands in the file."""
    found: dict[str, list[tuple[Language, str, str]]] = {}
    for language in LANGUAGES:
        for phrase, name in _listed(topic, language):
            found.setdefault(_joined(phrase), []).append((language, name, phrase))
    return found


def _listed(topic: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each phrase of one language, and its name."""
    begin = f"{_STEM}{topic}-"
    for name, words in load(language).items():
        if name.startswith(begin):
            yield from ((phrase, name.removeprefix(begin)) for phrase in words.split(", "))


def _meant(topic: str, typed: str) -> str | None:
    """Return what a request is for: `please delete my data` → `erase`; None where it has none of the words.

    What one clause wants done and another one does not, is not done, nor what a bare "no" comes after.
    """
    found: set[str | None] = set()
    unwanted: set[str] = set()
    before: set[str] = set()
    for said in _clauses(typed.lower()):
        is_refusal = said in _refusals()
        named = before if is_refusal else set(_named(topic, said))
        refused = {name for name in named if name in _OPPOSITE and (is_refusal or _is_negated(said))}
        unwanted |= refused
        found |= named | {_OPPOSITE[name] for name in refused} | ({"keep"} if is_refusal else set())
        before = named
    return next((name for name in _ANYWHERE[topic] if name in found - unwanted), None)


def _clauses(typed: str) -> Iterator[str]:
    """Yield the words of each clause. What turns to a negation stays with it: `wis maar niets`, `laat maar`."""
    for sentence in _CLAUSE_END.split(typed):
        first, *others = map(_spaced, _TURN.split(sentence))
        for other in others:
            if other.strip() and not _is_negated(other):
                yield first
                first = other
            else:
                first = _spaced(first + other)
        if first.strip():
            yield first


def _named(topic: str, said: str) -> Iterator[str]:
    """Yield the names of the phrases in `said`; a longer one leaves the words in it to no other."""
    for phrase, name in phrases(topic).items():
        if _spaced(phrase) in said:
            said = said.replace(_spaced(phrase), " . ")
            yield name


@cache
def _refusals() -> frozenset[str]:
    return frozenset(_spaced(_TURN.sub(" ", phrase)) for phrase in phrases("refusal"))


def _is_negated(said: str) -> bool:
    return any(_spaced(phrase) in said for phrase in phrases("negation"))


def _negates_a_keyword(topic: str, typed: str) -> bool:
    """Return whether nothing is typed but a keyword with a negation before it: `not mine`."""
    said = _spaced(typed.lower())
    rests = (said.removeprefix(_spaced(phrase)).strip() for phrase in phrases("negation"))
    return any(rest != said.strip() and rest in phrases(topic) for rest in rests)


def _spaced(text: str) -> str:
    """Return the words of `text` with a space on either side of each: `don't` → ` don t `."""
    return f" {' '.join(_WORD.findall(text))} "


def _joined(text: str) -> str:
    """Return the words of `text` as one: `set-up` → `setup`."""
    return re.sub(r"[\s'-]", "", text)


def _days(period: str) -> str:
    """Return how many days `4w`, `30 dagen` or `vorige week` are; `period` itself where it tells none."""
    found = _PERIOD.fullmatch(period.lower())
    unit = None if found is None else phrases("period").get(found[2] or "day")
    return period if found is None or unit is None else str(int(found[1] or 1) * _DAYS[unit])
