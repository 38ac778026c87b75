from __future__ import annotations

import subprocess
import sys

import pytest

from bot.domain.language import LANGUAGES, Language
from bot.domain.markup import Code, Paragraph, Person, Strong, plain_text_of
from bot.markdown.parser import parse
from bot.texts import dump, formatted, load, restore, values_of, version
from bot.texts.compilation import read_marks


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_a_text_can_be_shown(language: Language) -> None:
    assert {name: faults for name, text in load(language).items() if (faults := parse(text)[1])} == {}


def test_marks_are_read_and_values_are_not() -> None:
    assert formatted("address", "en", address="**1**") == (
        Paragraph((Strong(("Your mailbox address is",)), " ", Code(("**1**",)))),
    )


def test_people_stand_in_texts_as_values() -> None:
    assert formatted("note-claimed", "en", person=Person("UBOB")) == (
        Paragraph(("Claimed by ", Person("UBOB"), ".")),
    )


AFTER_RESTORING = """
import sys
from bot import texts
assert texts.restore(sys.stdin.buffer.read())
for language in ("en", "nl"):
    for name, text in texts.load(language).items():
        print(language, name, texts.formatted(name, language, **{value: "x" for value in texts.values_of(text)}))
assert not {"yaml", "markdown_it"} & sys.modules.keys()
"""


def test_what_was_kept_is_the_same_and_needs_neither_yaml_nor_markdown() -> None:
    ran = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-X", "utf8", "-c", AFTER_RESTORING], input=dump(), capture_output=True, check=True
    )
    expected = [
        f"{language} {name} {formatted(name, language, **dict.fromkeys(values_of(text), 'x'))}"
        for language in LANGUAGES
        for name, text in load(language).items()
    ]
    assert ran.stdout.decode().splitlines() == expected


@pytest.mark.parametrize(
    "spoilt", [b"", b"{", b"[]", b'{"en": {}}', b'{"en": {}, "nl": {}}', b'{"en": {"words": {}}, "nl": []}']
)
def test_spoilt_bytes_are_not_taken(spoilt: bytes) -> None:
    assert not restore(spoilt)
    assert load("en")["help"]


def test_a_text_without_marks_is_read_as_it_stands() -> None:
    assert read_marks("On {count} days") == plain_text_of("On {count} days")


def test_the_version_is_that_of_the_files() -> None:
    assert version() == version()
    assert len(version()) == 12
