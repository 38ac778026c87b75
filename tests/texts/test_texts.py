from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.domain.calculation import CalculatorName
from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import NewsKind, NoteKind
from bot.domain.ticket import STATES
from bot.domain.utterance import AsideKind
from bot.domain.views import QueueName
from bot.rendering.form_views import HOWS, LESSONS
from bot.texts import TextError, get, load, values_of

# Texts whose names are made of a stem and a word of the code's.
MADE_OF = {
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
    "status-resolved": ("duplicate", "out-of-scope"),
    "status-waiting": ("private",),
    "news-reply": ("private",),
    "news-question": ("private",),
    "news-resolved": ("duplicate", "out-of-scope"),
    "erased": ("card", "status"),
    "noted": UNHELPFUL_REASONS,
    "resolve-by": HOWS,
    "resolve-lesson": LESSONS,
}

BOT = Path(__file__).parents[2] / "bot"


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
