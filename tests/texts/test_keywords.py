from __future__ import annotations

import pytest

from bot.domain.language import LANGUAGES
from bot.texts import load
from bot.texts.keywords import canonical, first_phrase, language_in, nearest, phrases, spoken

TOPICS = ("privacy", "support", "help", "triage", "period", "negation", "refusal", "step")


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
        ("/econnect-privacy", "don't delete anything", "keep"),
        ("/econnect-privacy", "DON’T DELETE ANYTHING!!!", "keep"),
        ("/econnect-privacy", "dont remove my questions", "keep"),
        ("/econnect-privacy", "please do not erase my data", "keep"),
        ("/econnect-privacy", "I don't want you to delete anything", "keep"),
        ("/econnect-privacy", "never forget me", "keep"),
        ("/econnect-privacy", "nothing should be deleted", "keep"),
        ("/econnect-privacy", "don't delete, erase or forget anything", "keep"),
        ("/econnect-privacy", "wis mijn gegevens niet", "keep"),
        ("/econnect-privacy", "Verwijder geen vragen", "keep"),
        ("/econnect-privacy", "graag niets verwijderen aub", "keep"),
        ("/econnect-privacy", "nooit wissen", "keep"),
        ("/econnect-privacy", "mag er niks weg?", "keep"),
        ("/econnect-privacy", "niet wissen, alleen tonen", "show"),
        ("/econnect-privacy", "toon mijn vragen zonder ze te wissen", "keep"),
        ("/econnect-privacy", "don't show me, delete everything", "erase"),
        ("/econnect-privacy", "niet tonen maar wissen", "erase"),
        ("/econnect-privacy", "I no longer work here, delete my data", "erase"),
        ("/econnect-privacy", "ik werk hier niet meer, wis mijn gegevens", "erase"),
        ("/econnect-privacy", "please don't store my questions", "count"),
        ("/econnect-privacy", "bewaar niets", "count"),
        ("/econnect-privacy", "export", "export"),
        ("/econnect-privacy", "can I have a copy of my data?", "export"),
        ("/econnect-privacy", "exporteer mijn gegevens", "export"),
        ("/econnect-privacy", "GDPR request", "count"),
        ("/econnect-privacy", "AVG-verzoek", "count"),
        ("/econnect-privacy", "how long do you keep my data?", "retention"),
        ("/econnect-privacy", "how long until my data is deleted?", "retention"),
        ("/econnect-privacy", "hoe lang bewaren jullie mijn vragen?", "retention"),
        ("/econnect-privacy", "wanneer verwijderen jullie dit", "retention"),
        ("/econnect-privacy", "bewaartermijn", "retention"),
        ("/econnect-triage", "not closed", "open"),
        ("/econnect-triage", "Nog niet gesloten grijze knop", "open grijze knop"),
        ("/econnect-triage", "not open", "closed"),
        ("/econnect-triage", "not mine", "help"),
        ("/econnect-triage", "niet te laat", "help"),
        ("/econnect-triage", "mine not closed", "help"),
        ("/econnect-triage", "geen rapport", "help"),
        ("/econnect-triage", "not found", "not found"),
        ("/econnect-support", "not mine", "not mine"),
        # A bare "no" is about what comes before it.
        ("/econnect-privacy", "verwijderen? nee!", "keep"),
        ("/econnect-privacy", "delete everything... no, don't", "keep"),
        ("/econnect-privacy", "wissen nee", "keep"),
        ("/econnect-privacy", "No.", "keep"),
        ("/econnect-privacy", "laat maar", "keep"),
        ("/econnect-privacy", "cancel", "keep"),
        # What people say for never mind is no wish to be forgotten.
        ("/econnect-privacy", "forget it", "keep"),
        ("/econnect-privacy", "vergeet het maar", "keep"),
        ("/econnect-privacy", "forget it, and delete my data", "erase"),
        ("/econnect-privacy", "vergeet het maar niet", "keep"),
        ("/econnect-privacy", "wis maar niets", "keep"),
        ("/econnect-privacy", "verwijder maar voorlopig niet", "keep"),
        ("/econnect-privacy", "delete it but not now", "keep"),
        ("/econnect-privacy", "doe maar niet", "keep"),
        ("/econnect-privacy", "wis maar, ik werk hier niet meer", "erase"),
        ("/econnect-privacy", "wis alles maar", "erase"),
        # A negation has other words than "not" too.
        ("/econnect-privacy", "stop deleting my data", "keep"),
        ("/econnect-privacy", "stop met verwijderen", "keep"),
        ("/econnect-privacy", "cancel the erasure", "keep"),
        ("/econnect-privacy", "annuleer het wissen", "keep"),
        ("/econnect-privacy", "show me what you know without deleting it", "keep"),
        ("/econnect-privacy", "ik wil niet dat je iets verwijdert", "keep"),
        ("/econnect-privacy", "niets weggooien", "keep"),
        ("/econnect-privacy", "ik weiger te verwijderen", "keep"),
        # Whether it was done, or can be taken back, is asked of what is kept.
        ("/econnect-privacy", "is mijn data al verwijderd?", "retention"),
        ("/econnect-privacy", "did you delete my data?", "retention"),
        ("/econnect-privacy", "was it deleted", "retention"),
        ("/econnect-privacy", "undo delete", "retention"),
        ("/econnect-privacy", "kan ik het verwijderen ongedaan maken", "retention"),
        ("/econnect-privacy", "schrap alles", "erase"),
        ("/econnect-privacy", "clear my history", "erase"),
        ("/econnect-privacy", "haal me uit je systeem", "erase"),
        ("/econnect-privacy", "stop storing my questions and delete them", "erase"),
        ("/econnect-privacy", "gdpr", "count"),
        ("/econnect-privacy", "avg", "count"),
        ("/econnect-privacy", "persoonsgegevens", "count"),
        ("/econnect-privacy", "privacyverklaring", "count"),
        ("/econnect-privacy", "wat onthoud je", "count"),
        ("/econnect-privacy", "how long do you keep it", "retention"),
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
    ("command", "typed", "language"),
    [
        ("/econnect-privacy", "wat weet je van mij?", "nl"),
        ("/econnect-privacy", "WIS", "nl"),
        ("/econnect-privacy", "laat maar", "nl"),
        ("/econnect-privacy", "how long do you keep it", "en"),
        ("/econnect-privacy", "don't!", "en"),
        ("/econnect-privacy", "wis mijn data", None),
        ("/econnect-privacy", "", None),
        ("/econnect-privacy", "bananas", None),
        ("/econnect-triage", "mijn", None),
    ],
)
def test_a_request_in_ones_own_words_tells_its_language(command: str, typed: str, language: str | None) -> None:
    assert language_in(command, typed) == language


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


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Het lukt niet!", ("fails", "nl")),
        ("doesn’t  work.", ("fails", "en")),
        ("it doesnt work", ("fails", "en")),
        ("Setup", ("begin", "en")),
        ("SLA-OVER", ("skip", "nl")),
        ("later", ("later", None)),
        ("klaar met de brievenbus", (None, None)),
    ],
)
def test_what_is_typed_instead_of_pressed_is_all_of_a_phrase(
    typed: str, means: tuple[str | None, str | None]
) -> None:
    assert spoken("step", typed) == means


def test_the_phrase_to_tell_of_is_the_first_one() -> None:
    assert [first_phrase("step", "done", language) for language in LANGUAGES] == ["done", "klaar"]
