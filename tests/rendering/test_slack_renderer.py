from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.forms import FormErrors, FormNotice, PreviewForm, ReplyForm, SetupForm
from bot.domain.outgoing import SystemNotice
from bot.domain.ticket_bodies import TicketNews
from bot.domain.views import HomeView, QueueView, TeamQueue
from bot.rendering.slack_renderer import SlackRenderer
from bot.rendering.targets.block_kit import BLOCKS_OF_A_MESSAGE, BLOCKS_OF_A_VIEW
from tests.rendering.ticket_examples import context, ticket

RENDERER = SlackRenderer(lambda: context("en"))
NOTICE = SystemNotice("press-again", "en")


def test_a_home_takes_more_blocks_than_a_message() -> None:
    many = (ticket("en", "Where?"),) * 120

    assert len(RENDERER.view(HomeView("en", (), TeamQueue(many, (), ()))).blocks or ()) == BLOCKS_OF_A_VIEW
    assert len(RENDERER.view(QueueView("all", (), many, None)).blocks or ()) == BLOCKS_OF_A_MESSAGE


def test_a_view_has_its_text_beside_it() -> None:
    assert "Where?" in RENDERER.view(QueueView("all", (), (ticket("en", "Where?"),), None)).text


def test_a_form_is_a_modal() -> None:
    assert RENDERER.form(ReplyForm(ticket("en")))["type"] == "modal"


def test_a_form_that_closes_takes_what_is_below_it_along() -> None:
    assert RENDERER.form_response(None) == {"response_action": "clear"}


def test_errors_stand_at_their_fields() -> None:
    response = RENDERER.form_response(FormErrors("en", (("text", "form-empty"),)))

    assert (response["response_action"], list(response["errors"])) == ("errors", ["text"])


@pytest.mark.parametrize(("is_on_top", "action"), [(True, "push"), (False, "update")])
def test_a_notice_stands_in_the_forms_place_or_on_top(*, is_on_top: bool, action: str) -> None:
    response = RENDERER.form_response(FormNotice(NOTICE, is_on_top))

    assert (response["response_action"], response["view"]["callback_id"]) == (action, "notice")


def test_a_preview_stands_above_the_form_so_that_nothing_written_is_lost() -> None:
    preview = PreviewForm(replace(ticket("en")), TicketNews("t", "reply", "UBOB", "So."))
    shown = RENDERER.form_response(preview)

    assert (shown["response_action"], shown["view"]["close"]["text"]) == ("push", "Back")
    assert RENDERER.form_response(replace(preview, is_again=True))["response_action"] == "update"


@pytest.mark.parametrize(
    ("form", "action"),
    [
        (SetupForm("nl", None, product="exact-globe"), "update"),
        (SetupForm("nl", None, product="exact-globe", number="01035286"), "push"),
        (SetupForm("nl", None, product="exact-globe", release="415"), "push"),
        (SetupForm("nl", None), "push"),
    ],
)
def test_a_set_up_takes_the_place_of_the_choice_of_its_package_and_stands_on_a_result(
    form: SetupForm, action: str
) -> None:
    assert RENDERER.form_response(form)["response_action"] == action
