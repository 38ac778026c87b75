from __future__ import annotations

import json

import pytest

from bot.cli.lesson_formats import Given, lessons_as_json, lessons_in_lines, named, why_not_as_it_is
from bot.cli.own_command import own_command
from bot.matching.lint import Near
from bot.matching.matcher import Phrase
from bot.services.learning import Wording

NEAR = Near(Phrase("is it new", "mailbox", "en"), 0.45678)
NAMED = Wording("what's 'it' $(rm)", "version", 3, 2, 1, NEAR)
UNNAMED = Wording("pears", None, 1, 1, 0, NEAR)
OWN = own_command()


def place(target: str, text: str | None) -> tuple[str, int | None]:
    return f"{target}.yml", len(text or "")


def told(*wordings: Wording) -> list[str]:
    return list(lessons_in_lines(wordings, 30, place))


def test_a_lesson_is_told_with_how_often_the_closest_phrasing_and_the_command_that_adds_it() -> None:
    assert told(NAMED) == [
        f"{NAMED.id} “what's 'it' $(rm)” (3 times, by 2 people, 1 of them by the support team)",
        "   About: version",
        "   Closest: “is it new” of mailbox (46% alike), mailbox.yml:9",
        f"""   Add it: {OWN} phrase version 'what'"'"'s '"'"'it'"'"' $(rm)'""",
    ]


def test_of_what_nobody_named_it_is_told_what_is_closest_to_it() -> None:
    lines = told(UNNAMED)
    assert lines[0] == f"{UNNAMED.id} “pears” (once, by 1 person)"
    assert lines[1] == "   Nobody said what it is about."
    assert lines[3] == f"   If it is about mailbox: {OWN} phrase mailbox pears"
    assert lines[4] == f"   Or make an article of it, a draft: {OWN} lessons draft {UNNAMED.id}"
    assert told(Wording("pears", None, 1, 1, 0, None))[2] == "   It is like nothing that the bot knows."


@pytest.mark.parametrize(("article", "slug"), [("version", "version"), (None, "SLUG")])
def test_what_was_taken_out_of_a_wording_needs_other_words(article: str | None, slug: str) -> None:
    wording = Wording("where is [number]", article, 1, 1, 0, None)

    assert told(wording)[2] == f"   {why_not_as_it_is(wording)}"
    assert (why_not_as_it_is(wording) or "").endswith(f'in words of your own: {OWN} phrase {slug} "…"')


def test_what_nobody_named_is_not_added_as_it_is_and_what_somebody_did_is() -> None:
    assert why_not_as_it_is(UNNAMED) == (
        f"Nobody said what it is about. If it is about mailbox: {OWN} phrase mailbox pears"
    )
    assert why_not_as_it_is(NAMED) is None


def test_a_wording_with_a_hyphen_in_front_is_no_option() -> None:
    assert told(Wording("-x", "version", 1, 1, 0, None))[-1] == f"   Add it: {OWN} phrase version -- -x"


def test_the_commands_have_what_was_given_to_the_list() -> None:
    given = Given(" --knowledge mine", " --days 60")
    lines = [line for each in (NAMED, UNNAMED) for line in lessons_in_lines([each], 60, place, given)]

    assert f"   Add it: {OWN} phrase --knowledge mine version " in lines[3]
    assert lines[-2] == f"   If it is about mailbox: {OWN} phrase --knowledge mine mailbox pears"
    assert lines[-1].endswith(f"{OWN} lessons --knowledge mine --days 60 draft {UNNAMED.id}")
    private = Wording("where is [number]", None, 1, 1, 0, None)
    assert f'{OWN} phrase --knowledge mine SLUG "…"' in str(why_not_as_it_is(private, given))


def test_only_the_first_are_printed_and_json_has_all() -> None:
    many = (NAMED,) * 23

    assert told(*many)[-1] == "… and 3 more, which --json lists too."
    assert len(json.loads(lessons_as_json(many, place))) == 23
    assert told() == ["There is nothing new to learn from what people said in the last 30 days."]


def test_a_lesson_is_named_with_its_words_however_many_they_are() -> None:
    assert named(UNNAMED) == f"{UNNAMED.id} “pears”"
    assert len(named(Wording("pears " * 90, None, 1, 1, 0, None))) < 180


def test_json_holds_the_same() -> None:
    first, second = json.loads(lessons_as_json((NAMED, Wording("[phone]", None, 1, 1, 0, None)), place))

    near = {"slug": "mailbox", "phrasing": "is it new", "similarity": 0.4568, "path": "mailbox.yml", "line": 9}
    assert first == {
        "id": NAMED.id,
        "wording": NAMED.text,
        "article": "version",
        "count": 3,
        "people": 2,
        "by_team": 1,
        "closest": near,
        "command": ["econnect-bot", "phrase", "version", NAMED.text],
    }
    assert (len(second["id"]), second["closest"], second["command"]) == (6, None, None)
