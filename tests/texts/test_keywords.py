from __future__ import annotations

import pytest

from bot.domain.language import LANGUAGES
from bot.texts import load
from bot.texts.keywords import canonical, nearest, phrases

TOPICS = ("privacy", "support", "help", "triage", "period")


@pytest.mark.parametrize(
    ("command", "typed", "read"),
    [
        ("/econnect-privacy", "vergeet", "erase"),
        ("/econnect-privacy", "WIS alles!", "erase"),
        ("/econnect-privacy", "‘laat zien’", "show"),
        ("/econnect-privacy", "erase", "erase"),
        ("/econnect-privacy", "wis mijn gegevens", "erase"),
        ("/econnect-privacy", "Verwijder alles van mij", "erase"),
        ("/econnect-privacy", "vergeet mij", "erase"),
        ("/econnect-privacy", "Ik wil graag dat u mijn gegevens wist: wissen, aub!", "erase"),
        ("/econnect-privacy", "mijn vragen wissen", "erase"),
        ("/econnect-privacy", "alles moet weg", "erase"),
        ("/econnect-privacy", "erase my data", "erase"),
        ("/econnect-privacy", "DELETE", "erase"),
        ("/econnect-privacy", "please,delete (everything)", "erase"),
        ("/econnect-privacy", "I want to be *forgotten*", "erase"),
        ("/econnect-privacy", "remove what you know about me", "erase"),
        ("/econnect-privacy", "show me my questions", "show"),
        ("/econnect-privacy", "laat me mijn data zien", "show"),
        ("/econnect-privacy", "wat weet je van mij?", "count"),
        ("/econnect-privacy", "what do you store", "count"),
        ("/econnect-privacy", "brievenbus", "brievenbus"),
        ("/econnect-privacy", "wegens vakantie", "wegens vakantie"),
        ("/econnect-support", "mijn", "status"),
        ("/econnect-support", "status", "status"),
        ("/econnect-support", "Hulp", "help"),
        ("/econnect-support", "mijn knop is grijs", "mijn knop is grijs"),
        ("/econnect-support", "help, mijn knop is grijs", "help, mijn knop is grijs"),
        ("/econnect-help", "Nederlands", "nl"),
        ("/econnect-help", "english", "en"),
        ("/econnect-triage", "mijn", "mine"),
        ("/econnect-triage", "Gesloten grijze knop p2", "closed grijze knop p2"),
        ("/econnect-triage", "te laat", "overdue"),
        ("/econnect-triage", "breaching", "overdue"),
        ("/econnect-triage", "alles", "all"),
        ("/econnect-triage", "allesbehalve", "allesbehalve"),
        ("/econnect-triage", "rapport", "report"),
        ("/econnect-triage", "rapport 30", "report 30"),
        ("/econnect-triage", "report 4w", "report 28"),
        ("/econnect-triage", "rapport vorige week", "report 7"),
        ("/econnect-triage", "rapport afgelopen maand", "report 30"),
        ("/econnect-triage", "rapport 3 maanden", "report 90"),
        ("/econnect-triage", "report 10d", "report 10"),
        ("/econnect-triage", "report 2 years", "report 730"),
        ("/econnect-triage", "rapport 2 jaren", "report 730"),
        ("/econnect-triage", "report until easter", "report until easter"),
        ("/econnect", "help", "help"),
        ("/econnect-address", "01035286", "01035286"),
        ("/econnect-triage", "", ""),
    ],
)
def test_keywords_are_understood_in_every_language(command: str, typed: str, read: str) -> None:
    assert canonical(command, typed) == read


@pytest.mark.parametrize(
    ("command", "typed", "meant"),
    [
        ("/econnect-triage", "gesloen", "gesloten"),
        ("/econnect-triage", "Mijm", "mijn"),
        ("/econnect-triage", "brievenbus", None),
        ("/econnect-triage", "mijn", None),
        ("/econnect-triage", "mijm knop", None),
        ("/econnect-triage", "", None),
        ("/econnect-triage", "x" * 3000, None),
        ("/econnect", "hlep", None),
    ],
)
def test_a_word_that_is_nearly_a_keyword_is_noticed(command: str, typed: str, meant: str | None) -> None:
    assert nearest(command, typed) == meant


@pytest.mark.parametrize("topic", TOPICS)
def test_no_keyword_means_two_things(topic: str) -> None:
    begin = f"keyword-{topic}-"
    typed = [
        (phrase, name)
        for language in LANGUAGES
        for name, words in load(language).items()
        if name.startswith(begin)
        for phrase in words.split(", ")
    ]
    assert len({phrase for phrase, _ in typed}) == len(phrases(topic)) == len(set(typed))
