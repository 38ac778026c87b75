from __future__ import annotations

from dataclasses import replace

from bot.domain.markup import Timestamp
from bot.rendering.tickets.ticket_elements import is_it_solved, text_of, title_of, titles, when
from tests.rendering.examples import CONTEXT
from tests.rendering.ticket_examples import NOON, desk, ticket


def test_a_time_is_written_in_the_teams_zone_for_who_has_no_other() -> None:
    assert when(NOON, desk("nl"), "nl") == Timestamp(NOON, "25 nov 2026 12:00")
    assert when(NOON, desk("nl"), "nl", is_ago=True).is_ago


def test_nine_digits_are_shown_in_neither_title_nor_text() -> None:
    asked = ticket("en", "my 123456782")

    assert (title_of(asked, "en"), text_of(asked, "en")) == ("my (9 digits, not shown)",) * 2


def test_a_message_that_could_not_be_read_has_a_name() -> None:
    unread = replace(ticket("en"), text="", title="", trace_id="0123456789abcdef")

    assert title_of(unread, "en")
    assert "012345" in text_of(unread, "en")
    assert "aaaaaa" in text_of(replace(unread, trace_id=None), "en")


def test_titles_are_of_articles_that_are_still_there() -> None:
    assert titles(("mailbox", "gone", "version"), CONTEXT, "en") == "The mailbox; The version"


def test_whether_it_is_solved_is_asked_with_two_buttons() -> None:
    assert len(is_it_solved(ticket("nl"), "nl").elements) == 2
