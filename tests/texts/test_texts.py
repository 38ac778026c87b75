from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.calculation import CalculatorName
from bot.domain.channel_manners import LISTENINGS
from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.follow_ups import FollowUpKind
from bot.domain.language import LANGUAGES, Language
from bot.domain.reply import FollowUpWord
from bot.domain.ticket import REOPENABLE, STATES
from bot.domain.told_kinds import NewsKind, NoteKind
from bot.domain.utterance import AsideKind
from bot.domain.views import QueueName
from bot.rendering.form_views import HOWS, LESSONS
from bot.services.ports import FEEDBACK_RETENTION, QUESTION_RETENTION, SETUP_RETENTION, TICKET_RETENTION
from bot.texts import TextError, get, load, values_of

if TYPE_CHECKING:
    from datetime import timedelta

SETUP_BUTTONS = (
    *("done", "fails", "back", "later", "go-on", "remind-soon", "remind-tomorrow"),
    *("details", "another", "screen-en", "screen-nl"),
)

DAYS_PROMISED = (
    ("privacy", QUESTION_RETENTION),
    ("privacy", TICKET_RETENTION),
    ("privacy", FEEDBACK_RETENTION),
    ("privacy", SETUP_RETENTION),
    ("purged-card", TICKET_RETENTION),
    ("purged-status", TICKET_RETENTION),
    ("status-kept", TICKET_RETENTION),
    ("too-late", REOPENABLE),
    ("why-forgotten", QUESTION_RETENTION),
    ("setup-form-keep-yes", SETUP_RETENTION),
)

# Texts whose names are made of a stem and a word of the code's.
MADE_OF = {
    "channel-language": LANGUAGES,
    "channel-listens": LISTENINGS,
    "setup-ask": ("version", "number", "keep"),
    "follow-up": tuple(each for each in get_args(FollowUpWord) if each != "shorter"),
    "supposed": get_args(FollowUpKind),
    "page-in": LANGUAGES,
    "card": STATES,
    "status": STATES,
    "state": STATES,
    "news": get_args(NewsKind),
    "note": get_args(NoteKind),
    "more": ("wait", "dismiss", "reopen", "correct"),
    "queue": (*get_args(QueueName), "unclaimed"),
    "why-not": UNHELPFUL_REASONS,
    "aside": get_args(AsideKind),
    "calculator": get_args(CalculatorName),
    "calculate": get_args(CalculatorName),
    "check": tuple(f"{field}{part}" for field in ("number", "release") for part in ("", "-hint")),
    "list": ("and", "or"),
    "status-resolved": ("duplicate", "out-of-scope"),
    "status-waiting": ("private",),
    "news-reply": ("private",),
    "news-question": ("private",),
    "news-resolved": ("duplicate", "out-of-scope"),
    "erased": ("card", "status"),
    "purged": ("card", "status"),
    "noted": UNHELPFUL_REASONS,
    "resolve-by": HOWS,
    "resolve-lesson": LESSONS,
    "setup": SETUP_BUTTONS,
    "setup-form": tuple(f"{field}{part}" for field in ("name", "release", "number") for part in ("", "-hint")),
    "setup-form-screen": LANGUAGES,
}

BOT = Path(__file__).parents[2] / "bot"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_team_its_command_is_not_named(language: Language) -> None:
    assert "/econnect-support" in get("channel-off", language)
    assert "/econnect-support" not in get("channel-off-no-team", language)
    assert "/econnect-support" not in get("channel-enough-no-team", language, count="3")


def test_both_languages_have_the_same_texts_with_the_same_values() -> None:
    english, dutch = load("en"), load("nl")

    assert english.keys() == dutch.keys()
    assert {name: values_of(text) for name, text in english.items()} == {
        name: values_of(text) for name, text in dutch.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_there_twice(language: Language) -> None:
    lines = (BOT / "texts" / f"{language}.yml").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[0] for line in lines if line and not line.startswith("#")]

    assert names == list(load(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "kept"), DAYS_PROMISED)
def test_what_people_are_told_of_how_long_something_is_kept_is_so(
    name: str, kept: timedelta, language: Language
) -> None:
    assert re.search(rf"\b{kept.days}\b", load(language)[name])


def test_every_text_that_names_days_is_held_to_what_is_so() -> None:
    named = {name for name, text in load("en").items() if re.search(r"\b\d{2,3} days\b", text)}
    assert named == {name for name, _ in DAYS_PROMISED}


def test_dutch_says_je_and_not_u() -> None:
    assert [name for name, text in load("nl").items() if re.search(r"\b[Uu]w?\b", text)] == []


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    made = ("keyword-", "address-error-", "address-warning-", "version-warning-", "version-yes", "version-no")
    named = {f"{stem}-{part}" for stem, parts in MADE_OF.items() for part in parts}

    # Reports name theirs without the stem.
    names = (
        name for name in load("en") if f'"{name}"' not in code and f'"{name.removeprefix("report-")}"' not in code
    )
    unused = (name for name in names if not name.startswith(made))
    assert set(unused) <= named <= load("en").keys()


def test_values_are_filled_in_as_they_are() -> None:
    assert get("unknown-command", "en", command="{command} <!here>") == (
        "I don't know the command {command} <!here>. Type /econnect-help to see what I can do."
    )


@pytest.mark.parametrize(("name", "values"), [("nothing", {}), ("help", {"a": "b"}), ("unknown-command", {})])
def test_a_text_asked_for_wrongly_is_told(name: str, values: dict[str, str]) -> None:
    with pytest.raises(TextError):
        get(name, "en", **values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_text_quotes_stands_in_the_marks_of_its_language(language: Language) -> None:
    straight = [name for name, text in load(language).items() if '"' in text]
    assert straight == []
