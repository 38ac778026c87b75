"""Modals that open beside the ack."""

from __future__ import annotations

from pathlib import Path
from threading import Event, get_ident
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import SystemNotice
from bot.rendering.form_views import notice_view
from bot.slack.outbound.modals import SlackModals
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from tests.clocks import CLOCK
from tests.rendering.examples import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEW = notice_view(SystemNotice("handed-over", "en"), CONTEXT)
MANIFEST = Path(__file__).parents[3] / "manifest.yml"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, clock=CLOCK.seconds) as running:
        yield running


def test_a_modal_opens_for_whom_it_was_asked(slack: LocalSlack) -> None:
    alice = slack.people["alice"]
    alice.types("/econnect-help")
    trigger = slack.deliveries("/econnect-help")[-1].payload["trigger_id"]
    SlackModals(SlackApi(slack.bot_token, slack.api_url)).open(trigger, lambda: VIEW, lambda: None)
    assert slack.wait_for(lambda: alice.modal).content["callback_id"] == "notice"


@pytest.mark.parametrize("fault", ["error:expired_trigger_id", "500", "reset-before"])
def test_where_it_does_not_open_the_person_is_told(
    slack: LocalSlack, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.for_calls("views.open", fault)
    told = Event()
    SlackModals(SlackApi(slack.bot_token, slack.api_url)).open("t", lambda: VIEW, told.set)
    assert told.wait(10)
    assert "A modal did not open" in caplog.text


def test_it_is_drawn_on_a_thread_of_its_own_and_where_that_fails_the_person_is_told(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    told, drawn_by, secret = Event(), set[int](), "a canary"

    def fails() -> dict[str, object]:
        drawn_by.add(get_ident())
        raise LookupError(secret)

    SlackModals(SlackApi(slack.bot_token, slack.api_url)).open("t", fails, told.set)
    assert told.wait(10)
    assert drawn_by.isdisjoint({get_ident()})
    assert "A modal did not open: LookupError" in caplog.text
    assert "canary" not in caplog.text


def test_where_that_cannot_be_told_either_it_is_logged(slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    reached, secret = Event(), "a canary"

    def fails() -> None:
        reached.set()
        raise LookupError(secret)

    SlackModals(SlackApi(slack.bot_token, slack.api_url)).open("t", lambda: VIEW, fails)
    assert reached.wait(10)
    slack.settle()
    assert "canary" not in caplog.text
