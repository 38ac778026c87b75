"""A question goes to the support team: by button, command or shortcut, and by the form that makes a ticket of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import FormErrors, FormNotice
from bot.domain.incoming import MessageShortcut
from bot.domain.outgoing import Destination, Home, SystemNotice
from bot.domain.reply import Answer
from bot.domain.sent_forms import HandOverSubmission
from bot.domain.ticket import Place, PostedMessage
from bot.domain.ticket_bodies import TicketCard, TicketNote, TicketStatus
from bot.domain.views import RequestsView
from bot.services.handing_over import (
    answer_support,
    open_after_vote,
    open_from_button,
    open_from_shortcut,
    submit,
)
from bot.services.ports import StoreUnavailableError
from bot.services.ticket_workflow import MOST_OPEN
from tests.services.builders import (
    ALICE,
    BOB,
    CHANNEL,
    TEAM,
    button,
    command,
    direct_message,
    draft,
    hand_over_form,
    mention,
)
from tests.services.harness import NOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.forms import HandOverForm
    from bot.domain.incoming import ButtonAction
    from bot.services.app_context import AppContext
    from tests.services.harness import Harness

SHORTCUT = MessageShortcut(
    TEAM, ALICE, "mijn versie?", Destination(TEAM, ALICE, reply_link="https://reply", person=ALICE), "https://there"
)


def notice_in(result: object) -> str:
    assert isinstance(result, FormNotice)
    assert isinstance(result.notice, SystemNotice)
    return result.notice.text


def test_a_button_below_a_reply_opens_the_form_with_what_was_asked_and_where(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))
    form = open_from_button(bot.context, button(value=trace_id))

    assert form is not None
    assert form.text == "which version?"
    assert form.draft == replace(
        draft(trace_id=trace_id), permalink="https://team/1.2", replied_at=PostedMessage(CHANNEL, "1.2")
    )


def test_a_button_shows_nobody_what_was_asked_elsewhere(bot: Harness) -> None:
    trace_id = bot.asks(direct_message("which version?"))
    form = open_from_button(bot.context, button(value=trace_id))

    assert form is not None
    assert form.text == ""


def test_a_button_speaks_the_language_of_its_conversation(bot: Harness) -> None:
    bot.asks(mention("onduidelijk"))
    form = open_from_button(bot.context, button())

    assert form is not None
    assert form.draft.language == "nl"


def test_a_button_that_only_its_person_sees_has_them_hear_directly(bot: Harness) -> None:
    form = open_from_button(bot.context, replace(button(), message=None))

    assert form is not None
    assert form.draft.home == Place.of_person(ALICE)


def test_a_button_in_app_home_opens_an_empty_form_in_the_persons_language(bot: Harness) -> None:
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")
    trace_id = bot.asks(mention("which version?"))
    form = open_from_button(bot.context, replace(button(value=trace_id), conversation=None))

    assert form is not None
    assert (form.text, form.draft.language, form.draft.home) == ("", "nl", Place.of_person(ALICE))


def test_a_shortcut_opens_the_form_with_the_message_in_its_language(bot: Harness) -> None:
    form = open_from_shortcut(bot.context, SHORTCUT)

    assert form is not None
    assert (form.text, form.draft.language) == ("mijn versie?", "nl")
    assert (form.draft.permalink, form.draft.home) == ("https://there", Place.of_person(ALICE))


def test_without_a_team_the_person_is_told_where_only_they_read_it(bot: Harness) -> None:
    bot.has_team = False

    assert open_from_shortcut(bot.context, SHORTCUT) is None
    (outgoing,) = bot.deliver()
    assert (outgoing.destination, outgoing.body) == (SHORTCUT.private, SystemNotice("no-team", "nl"))


@pytest.mark.parametrize(("hours", "is_open", "in_hours"), [(0, True, 4), (8, False, 20)])
def test_the_form_tells_when_the_team_answers_and_at_night_when_it_is_back(
    bot: Harness, hours: int, *, is_open: bool, in_hours: int
) -> None:
    bot.clock.pass_time(hours=hours)
    form = open_from_shortcut(bot.context, SHORTCUT)

    assert form is not None
    assert (form.is_open_now, form.expected_at) == (is_open, NOON + timedelta(hours=in_hours))


def test_a_command_opens_the_form_with_its_question(bot: Harness) -> None:
    form = answer_support(bot.context, command("why?"))

    assert not isinstance(form, SystemNotice | RequestsView)
    assert (form.text, form.draft.home) == ("why?", Place.of_person(ALICE))


def test_a_command_lists_the_persons_own_requests(bot: Harness) -> None:
    mine = bot.opens()
    bot.opens("Not mine", draft(BOB))

    assert answer_support(bot.context, command("Status")) == RequestsView("en", (mine,))


def test_a_command_without_a_team_is_told_so(bot: Harness) -> None:
    bot.has_team = False

    assert answer_support(bot.context, command("why?")) == SystemNotice("no-team", "en")


def test_while_the_store_is_away_a_command_opens_the_form_and_tells_of_the_list(bot: Harness) -> None:
    bot.store.is_away = True

    assert not isinstance(answer_support(bot.context, command("why?")), SystemNotice)
    assert answer_support(bot.context, command("status")) == SystemNotice("store-away", "en")


def test_a_form_makes_a_ticket_of_which_team_and_requester_are_told(bot: Harness) -> None:
    assert submit(bot.context, hand_over_form("why?\nplease")) is None

    (ticket,) = bot.tickets_of()
    assert (ticket.text, ticket.title, ticket.number) == ("why?\nplease", "why? please", 1)
    assert set(bot.says()) == {
        TicketCard(ticket.id, 1),
        TicketStatus(ticket.id, 1),
        TicketNote(ticket.id, "opened", ALICE),
        Home("en", is_chosen=False),
    }


def test_a_form_that_arrives_twice_makes_one_ticket(bot: Harness) -> None:
    for _ in range(2):
        assert submit(bot.context, hand_over_form("why?")) is None

    assert len(bot.tickets_of()) == 1


def test_who_hears_of_it_directly_is_told_so_at_once(bot: Harness) -> None:
    elsewhere = replace(draft(), home=Place.of_person(ALICE))

    assert notice_in(submit(bot.context, hand_over_form("why?", elsewhere))) == "handed-over"


def test_a_ticket_is_in_the_language_of_its_text(bot: Harness) -> None:
    submit(bot.context, hand_over_form("mijn versie?"))

    assert bot.tickets_of()[0].language == "nl"


def test_a_ticket_brings_what_the_bot_had_said(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))
    about = replace(draft(trace_id=trace_id), permalink="https://there", replied_at=PostedMessage(CHANNEL, "1.2"))
    submit(bot.context, hand_over_form("which version?", about))

    (ticket,) = bot.tickets_of()
    assert (ticket.trace_id, ticket.reply) == (trace_id, Answer("en", ("version-required",), 0.97))
    assert (ticket.permalink, ticket.replied_at) == (about.permalink, about.replied_at)


def test_somebody_elses_question_is_handed_over_as_a_request_of_ones_own(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))
    submit(bot.context, hand_over_form("which version?", draft(BOB, trace_id)))

    (ticket,) = bot.tickets_of(BOB)
    assert ticket.trace_id is None
    assert ticket.reply is not None


def test_of_a_question_that_was_forgotten_nothing_goes_along(bot: Harness) -> None:
    submit(bot.context, hand_over_form("why?", draft(trace_id="0" * 16)))

    (ticket,) = bot.tickets_of()
    assert (ticket.trace_id, ticket.reply) == (None, None)


def test_a_kvk_number_goes_along_and_whats_private_does_not(bot: Harness) -> None:
    submit(bot.context, hand_over_form("kvk 01035286, mail alice@example.com, IBAN NL91 ABNA 0417 1643 00"))

    (ticket,) = bot.tickets_of()
    assert ticket.text == ticket.title == "kvk 01035286, mail alice@example.com, IBAN [IBAN]"


@pytest.mark.parametrize("way", ["bel 06-12345678", "call +31 6 1234 5678", "mail alice@example.com"])
def test_how_to_reach_who_asks_stays_until_the_ticket_is_closed(bot: Harness, way: str) -> None:
    assert submit(bot.context, hand_over_form(way)) is None
    (ticket,) = bot.tickets_of()
    assert ticket.text == ticket.title == way

    with bot.workflow() as workflow:
        workflow.withdraw(ticket.id, ALICE)
    closed = bot.ticket(ticket.id)
    assert closed.text == closed.title
    assert closed.text.split()[-1] in {"[phone]", "[e-mail]"}


def test_of_a_number_that_the_title_would_cut_nothing_is_left_once_the_ticket_is_closed(bot: Harness) -> None:
    submit(bot.context, hand_over_form(f"{'long ' * 14}06 12 34 56 78 please, as soon as you can"))
    (ticket,) = bot.tickets_of()
    assert "06 12 34 56 78" in ticket.text
    with bot.workflow() as workflow:
        workflow.withdraw(ticket.id, ALICE)

    for title in (ticket.title, bot.ticket(ticket.id).title):
        assert not any(character.isdigit() for character in title)


def test_slacks_marks_are_read_in_a_request_and_in_its_form(bot: Harness) -> None:
    written = "see <https://example.com/x|the page>, <mailto:a@b.nl|a@b.nl> in <#C2|help>"
    form = open_from_shortcut(bot.context, MessageShortcut(TEAM, ALICE, written, command().private, None))
    submit(bot.context, hand_over_form(written))

    read = "see the page (https://example.com/x), a@b.nl in #help"
    assert form is not None
    assert form.text == read
    assert bot.tickets_of()[0].text == read


def test_the_files_of_a_message_go_along_whole_and_stand_in_no_text(bot: Harness) -> None:
    invoice = "https://acme.slack.com/files/UALICE/F0123456789/invoice_0612345678.pdf"
    form = open_from_shortcut(bot.context, replace(SHORTCUT, files=(invoice, invoice, "a.png")))
    assert form is not None
    assert (form.text, form.draft.files) == ("mijn versie?", (invoice, "a.png"))

    submit(bot.context, HandOverSubmission("V1", form.draft, "", form.text))
    (ticket,) = bot.tickets_of()
    assert (ticket.title, ticket.text) == ("mijn versie?", "mijn versie?")
    assert f"{invoice}\na.png" in [note.text for note in bot.says() if isinstance(note, TicketNote)]


def test_a_title_is_cut_between_two_words(bot: Harness) -> None:
    submit(
        bot.context,
        hand_over_form("Why are the invoices of our second administration shown twice, again and again?!?!"),
    )

    assert bot.tickets_of()[0].title.endswith("twice, again and…")


def test_a_title_is_redacted_before_it_is_cut(bot: Harness) -> None:
    submit(bot.context, hand_over_form(f"{'long ' * 14}call 06-12345678 please"))

    assert "123" not in bot.tickets_of()[0].title


@pytest.mark.parametrize(
    ("title", "text", "wrong"),
    [
        ("", "", [("text", "form-empty")]),
        ("", "my bsn is 123456782", [("text", "form-no-digits")]),
        ("bsn 123456782", "why?", [("title", "form-no-digits")]),
    ],
)
def test_a_form_that_cannot_be_sent_says_why(bot: Harness, title: str, text: str, wrong: list[object]) -> None:
    result = submit(bot.context, HandOverSubmission("V1", draft(), title, text))

    assert isinstance(result, FormErrors)
    assert list(result.fields) == wrong
    assert bot.tickets_of() == ()


def test_who_asks_the_same_again_is_led_to_their_ticket(bot: Harness) -> None:
    first = bot.opens("why?")
    result = submit(bot.context, hand_over_form("why?"))

    assert result == FormNotice(SystemNotice("asked-already", "en", (("number", str(first.number)),)))
    assert bot.tickets_of() == (first,)


def test_who_has_many_open_requests_is_asked_to_wait_and_keeps_what_they_typed(bot: Harness) -> None:
    for number in range(MOST_OPEN):
        bot.opens(f"question {number}")
    result = submit(bot.context, hand_over_form("one more"))

    notice = SystemNotice("asked-too-much", "en", (("count", str(MOST_OPEN)),))
    assert result == FormNotice(notice, is_on_top=True)
    assert len(bot.tickets_of()) == MOST_OPEN
    assert notice_in(submit(bot.context, hand_over_form("question 1"))) == "asked-already"


def test_what_is_finished_does_not_count(bot: Harness) -> None:
    for number in range(MOST_OPEN):
        opened = bot.opens(f"question {number}")
        with bot.workflow() as workflow:
            workflow.dismiss(opened.id, BOB)

    assert submit(bot.context, hand_over_form("one more")) is None


def test_a_form_that_was_opened_while_there_was_a_team_is_told_that_there_is_none(bot: Harness) -> None:
    bot.has_team = False

    assert notice_in(submit(bot.context, hand_over_form("why?"))) == "no-team"


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        submit(bot.context, hand_over_form("why?"))


def test_who_asks_for_help_reads_what_may_be_typed(bot: Harness) -> None:
    assert answer_support(bot.context, command("help")) == SystemNotice("support-help", "en")


PNG = "https://acme.slack.com/files/U1/F1/screen.png"


def test_what_hangs_on_a_question_goes_along_with_the_request_and_that_once(bot: Harness) -> None:
    trace_id = bot.asks(direct_message("Why is my screen purple?"))
    form = open_from_button(bot.context, replace(button(value=trace_id), quoted=f"{PNG}\n{PNG}2"))
    assert form is not None
    assert form.draft.files == (PNG, f"{PNG}2")
    for _ in range(2):
        submit(bot.context, hand_over_form("Why is my screen purple?", form.draft))
    (ticket,) = bot.tickets_of()

    notes = [body for body in bot.says() if isinstance(body, TicketNote)]
    assert notes == [
        TicketNote(ticket.id, "opened", ALICE),
        TicketNote(ticket.id, "sent-along", ALICE, f"{PNG}\n{PNG}2"),
    ]
    assert (ticket.state, ticket.version) == ("open", 1)


def test_what_goes_along_with_a_question_that_the_team_has_already_reaches_it_too(bot: Harness) -> None:
    ticket = bot.claimed()
    about = replace(draft(), files=(PNG,))
    result = submit(bot.context, hand_over_form(ticket.text, about))

    assert notice_in(result) == "asked-already"
    assert [body for body in bot.says() if isinstance(body, TicketNote)] == [
        TicketNote(ticket.id, "sent-along", ALICE, PNG)
    ]


def test_no_more_goes_along_than_a_form_carries(bot: Harness) -> None:
    links = [f"{number}{PNG}{'a' * 600}" for number in range(5)]
    form = open_from_button(bot.context, replace(button(), quoted="\n".join(links)))

    assert form is not None
    assert form.draft.files == tuple(links[:3])


@pytest.mark.parametrize(
    ("reason", "about"),
    [("incomplete", ("version-required", "incomplete")), ("of-old", None)],
)
def test_who_was_not_helped_hands_over_with_the_reason(
    bot: Harness, reason: str, about: tuple[str, str] | None
) -> None:
    trace_id = bot.asks(mention("which version?"))
    form = open_after_vote(bot.context, button(reason, f"{trace_id}:version-required"))

    assert form is not None
    assert (form.text, form.draft.trace_id, form.not_helped) == ("which version?", trace_id, about)


def test_where_the_question_is_forgotten_the_reason_says_nothing(bot: Harness) -> None:
    form = open_after_vote(bot.context, button("incomplete", f"{'0' * 16}:version-required"))

    assert form is not None
    assert form.not_helped is None


def test_without_a_team_there_is_no_form_after_a_vote(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))
    bot.has_team = False

    assert open_after_vote(bot.context, button("incomplete", f"{trace_id}:version-required")) is None


@pytest.mark.parametrize("open_form", [open_from_button, open_after_vote])
def test_where_nothing_is_quoted_what_hangs_on_the_question_still_goes_along(
    bot: Harness, open_form: Callable[[AppContext, ButtonAction], HandOverForm | None]
) -> None:
    trace_id = bot.asks(replace(mention("Why is my screen purple?"), files=(PNG, "F2")))
    whispered = replace(button("incomplete", f"{trace_id}"), message=None)
    form = open_form(bot.context, whispered)

    assert form is not None
    assert form.draft.files == (PNG, "F2")


def test_what_is_quoted_and_kept_goes_along_once(bot: Harness) -> None:
    named = f"{PNG}_202600123"  # kept without its name
    trace_id = bot.asks(replace(mention("Why is my screen purple?"), files=(named,)))
    form = open_from_button(bot.context, replace(button(value=trace_id), quoted=named))

    assert form is not None
    assert form.draft.files == (named,)


def test_what_hangs_on_a_question_of_elsewhere_goes_nowhere(bot: Harness) -> None:
    trace_id = bot.asks(replace(direct_message("Why is my screen purple?"), files=(PNG,)))
    form = open_from_button(bot.context, button(value=trace_id))

    assert form is not None
    assert form.draft.files == ()
