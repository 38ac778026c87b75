"""The guided set-up by what is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.sent_forms import SetupSubmission
from bot.services.setting_up_in_words import SetupTalk, begin, freely_told, hear
from tests.services.fakes import FakeAnswering
from tests.services.harness import Harness
from tests.several import answering_of_several

if TYPE_CHECKING:
    from bot.services.app_context import ReplySource

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERE = Conversation("direct", "T1", "D1")


@pytest.fixture(scope="module")
def answering() -> ReplySource:
    return Harness().context.answering.current


def told(answering: ReplySource, *said: tuple[str | None, str], talk: SetupTalk | None = None) -> SetupTalk:
    """Return where these words lead, each with what it means; all of them are for the set-up."""
    here = talk or begin(None, "nl", NOW, answering)
    for word, text in said:
        after = hear(here, word, text, NOW, answering)
        assert after is not None, text
        here = after
    return here


BEGUN = (("skip", "sla over"), ("skip", "sla over"))


def test_it_begins_with_the_version(answering: ReplySource) -> None:
    assert told(answering).asks == "version"


def test_all_that_was_told_is_kept_with_consent(answering: ReplySource) -> None:
    setup = told(answering, (None, "415"), (None, "12345678"), ("yes", "ja")).setup

    assert setup is not None
    assert (setup.release, setup.address) == ("415", "12345678@facturen.econnect.eu")


def test_without_consent_there_is_no_address(answering: ReplySource) -> None:
    setup = told(answering, ("skip", ""), (None, "12345678"), ("no", "nee")).setup

    assert setup is not None
    assert setup.address is None


@pytest.mark.parametrize(
    ("said", "asks", "wrong"),
    [
        ([(None, "300")], "version", "setup-too-old"),
        ([("skip", ""), (None, "123")], "number", "setup-no-number"),
        ([("skip", ""), (None, "12345678 en 87654321")], "number", "setup-two-numbers"),
        ([(None, "300"), (None, "415")], "number", None),
        ([("skip", ""), ("back", "terug")], "version", None),
        ([("back", "terug")], "version", None),
        ([("skip", ""), (None, "12345678"), ("back", "terug")], "number", None),
        ([("later", "later")], None, None),
    ],
)
def test_what_is_wrong_is_told_and_asked_again(
    answering: ReplySource, said: list[tuple[str | None, str]], asks: str | None, wrong: str | None
) -> None:
    talk = told(answering, *said)

    assert (talk.asks, talk.wrong, talk.setup) == (asks, wrong, None)


@pytest.mark.parametrize("before", [[], [("skip", "")], [("skip", ""), (None, "12345678")]])
def test_a_question_is_none_of_its_business(answering: ReplySource, before: list[tuple[str | None, str]]) -> None:
    assert hear(told(answering, *before), None, "waarom vraag je dat?", NOW, answering) is None


@pytest.mark.parametrize("before", [[], [("skip", "")]])
@pytest.mark.parametrize(
    "question",
    [
        "is 415 genoeg?",
        "wat is stap 2?",
        "what is step 2",
        "oké, wat is stap 2?",
        "Dank je. Is 415 nieuw genoeg?",
        "how do I know whether it is 415",
        "what happens with 01035286?",
    ],
)
def test_a_question_with_a_number_in_it_is_none_of_its_business(
    answering: ReplySource, before: list[tuple[str | None, str]], question: str
) -> None:
    assert hear(told(answering, *before), None, question, NOW, answering) is None


@pytest.mark.parametrize(
    "text", ["415?", "versie 415, klopt dat?", "Ik heb 415. Is dat genoeg?", "415 I think", "we hebben 415"]
)
def test_a_version_is_told_with_a_doubt_about_it(answering: ReplySource, text: str) -> None:
    talk = told(answering, (None, text))

    assert (talk.asks, talk.wrong) == ("number", None)


@pytest.mark.parametrize("text", ["12345678?", "kvk 12345678, toch?", "het is 12345678"])
def test_a_number_is_told_with_a_doubt_about_it(answering: ReplySource, text: str) -> None:
    assert told(answering, ("skip", ""), (None, text)).asks == "keep"


def test_what_is_too_short_for_a_number_is_told_wrong_where_nothing_is_asked(answering: ReplySource) -> None:
    assert told(answering, (None, "12")).wrong == "setup-no-version"


@pytest.mark.parametrize(("word", "text"), [("done", "klaar"), ("fails", "lukt niet"), ("next", "wat nu")])
def test_a_word_of_the_steps_at_a_question_has_it_asked_again(answering: ReplySource, word: str, text: str) -> None:
    for asked in (told(answering), told(answering, (None, "413"), (None, "12345678"))):
        assert hear(asked, word, text, NOW, answering) == asked


@pytest.mark.parametrize("text", ["27378529", "oeps, 27378529 in plaats van 12345678"])
def test_another_number_at_the_question_of_consent_takes_the_place_of_the_first(
    answering: ReplySource, text: str
) -> None:
    asked = told(answering, (None, "413"), (None, "12345678"), (None, text))

    assert (asked.asks, asked.submission.number) == ("keep", "27378529")


def test_beside_a_step_a_question_or_a_word_of_no_use_is_none_of_its_business(answering: ReplySource) -> None:
    talk = told(answering, *BEGUN)

    assert hear(talk, None, "welke versie heb ik nodig?", NOW, answering) is None
    assert hear(talk, "skip", "sla over", NOW, answering) is None
    assert hear(SetupTalk(talk.submission), "done", "klaar", NOW, answering) is None


def test_the_words_move_it_as_the_buttons_do(answering: ReplySource) -> None:
    stuck = told(answering, *BEGUN, ("fails", "lukt niet")).setup
    paused = told(answering, *BEGUN, ("later", "later"))

    assert stuck is not None
    assert stuck.state == "stuck"
    assert paused.setup is not None
    assert paused.setup.state == "paused"
    again = begin(paused, "nl", NOW, answering).setup
    assert again is not None
    assert again.state == "doing"


def test_beginning_where_one_is_under_way_changes_nothing(answering: ReplySource) -> None:
    talk = told(answering, *BEGUN)

    assert begin(talk, "nl", NOW, answering) == talk


def finished(answering: ReplySource) -> SetupTalk:
    steps = answering.setup_guide(None).main
    return told(answering, *BEGUN, *[("done", "klaar")] * len(steps))


def test_after_the_end_one_goes_back_or_begins_another(answering: ReplySource) -> None:
    talk = finished(answering)

    assert talk.setup is not None
    assert talk.setup.is_finished
    assert hear(talk, "done", "klaar", NOW, answering) is None
    assert hear(talk, "fails", "lukt niet", NOW, answering) is None
    back = hear(talk, "back", "terug", NOW, answering)
    assert back is not None
    assert back.setup is not None
    assert not back.setup.is_finished
    another = hear(talk, "another", "nog een", NOW, answering)
    assert another == begin(talk, "nl", NOW, answering)
    assert another is not None
    assert (another.asks, another.setup) == ("version", None)


def test_another_is_not_begun_over_one_under_way(answering: ReplySource) -> None:
    assert hear(told(answering, *BEGUN), "another", "nog een", NOW, answering) is None


def test_what_is_skipped_when_details_change_stays_as_it_was(answering: ReplySource) -> None:
    told_before = told(answering, (None, "415"), (None, "12345678"), ("yes", "ja"), ("done", "klaar"))
    talk = hear(told_before, "details", "gegevens", NOW, answering)
    assert talk is not None
    after = told(answering, (None, "416"), ("skip", ""), talk=talk).setup

    assert talk.asks == "version"
    assert told_before.setup is not None
    assert after is not None
    assert (after.release, after.address) == ("416", told_before.setup.address)
    assert (after.step, after.version) == (told_before.setup.step, told_before.setup.version + 1)


def test_whoever_puts_changing_off_is_where_they_were(answering: ReplySource) -> None:
    before = told(answering, *BEGUN)
    after = told(answering, ("details", "gegevens"), ("later", "later"), talk=before)

    assert (after.asks, after.setup) == (None, before.setup)


def test_what_is_no_longer_new_enough_is_asked_again(answering: ReplySource) -> None:
    sent = SetupSubmission("words", "", "", "nl", version="300")
    talk = hear(SetupTalk(sent, asks="number"), "skip", "sla over", NOW, answering)

    assert talk == SetupTalk(sent, asks="version", wrong="setup-too-old")


def test_beginning_where_something_is_asked_asks_it_still(answering: ReplySource) -> None:
    talk = told(answering, ("skip", ""))

    assert begin(talk, "nl", NOW, answering) == talk


def test_free_words_stand_for_a_move(answering: ReplySource) -> None:
    talk = Question("whatever", HERE, "UALICE")
    fake = replace(FakeAnswering(), freely="never-mind")

    assert freely_told(answering, talk, Memory()) is None
    assert freely_told(fake, talk, Memory()) == "later"
    assert freely_told(fake, replace(talk, heard=answering.hear("again")), Memory()) is None


def test_what_is_not_sure_leaves_the_step_as_it_is(answering: ReplySource) -> None:
    fake, unsure = replace(FakeAnswering(), freely="next"), Question("and then?", HERE, "UALICE")
    assert freely_told(fake, unsure, Memory()) == "stay"
    assert freely_told(fake, replace(unsure, text="done, and then?"), Memory()) == "done"

    talk = told(answering, *BEGUN)
    assert hear(talk, "stay", "and then?", NOW, answering) == talk
    assert hear(finished(answering), "stay", "and then?", NOW, answering) is None


def test_of_a_product_for_which_nothing_is_worked_out_no_number_is_asked() -> None:
    several = answering_of_several()
    talk = begin(None, "nl", NOW, several, "balansboek")

    assert talk.setup is not None
    assert (talk.asks, talk.setup.step, talk.setup.product) == (None, "update", "balansboek")
    assert begin(None, "nl", NOW, several, "exact-globe").asks == "version"
    on = hear(talk, "done", "klaar", NOW, several)
    assert on is not None
    assert on.setup is not None
    assert on.setup.step == "switch-on"


def test_only_what_something_is_worked_out_with_is_asked() -> None:
    version, number = (FakeAnswering(calculators=(each,)) for each in ("version-check", "mailbox-address"))

    talk = begin(None, "nl", NOW, version)
    assert talk.asks == "version"
    skipped = hear(talk, "skip", "sla over", NOW, version)
    assert skipped is not None
    assert (skipped.asks, skipped.setup is None) == (None, False)

    talk = begin(None, "nl", NOW, number)
    assert talk.asks == "number"
    back = hear(talk, "back", "terug", NOW, number)
    assert back is not None
    assert back.asks == "number"
    kept = hear(talk, None, "12345678", NOW, number)
    assert kept is not None
    assert kept.asks == "keep"


def chosen(*said: tuple[str | None, str]) -> SetupTalk:
    """Return where these words lead whoever begins a set-up of one of three products."""
    several = answering_of_several()
    return told(several, *said, talk=begin(None, "nl", NOW, several))


@pytest.mark.parametrize(
    ("said", "product"),
    [
        ("2", "balansboek"),
        ("de laatste", "factuurhuis"),
        ("Exact Globe", "exact-globe"),
        ("voor Globe", "exact-globe"),
    ],
)
def test_of_several_products_one_is_chosen_first(said: str, product: str) -> None:
    assert chosen().asks == "product"
    assert chosen((None, said)).submission.product == product


def test_what_chooses_none_of_several_products_leaves_the_question() -> None:
    assert chosen((None, "4"), ("skip", "sla over"), ("back", "terug")) == chosen()
    assert hear(chosen(), None, "wat kost het?", NOW, answering_of_several()) is None


def test_who_goes_back_to_another_product_tells_its_numbers_anew() -> None:
    talk = chosen((None, "1"), (None, "415"), ("back", "terug"), ("back", "terug"), (None, "1"))

    assert (talk.asks, talk.submission.version) == ("version", "")


def test_details_of_a_set_up_are_asked_again_for_its_own_product() -> None:
    talk = chosen((None, "1"), ("skip", "sla over"), ("skip", "sla over"), ("details", "gegevens"), ("back", "terug"))

    assert talk.asks == "version"
