"""What Slack lets nobody edit any more: words that have to go are deleted, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import Destination, InPlace, SystemNotice
from bot.rendering.targets.block_kit import Rendered
from bot.services.ticket_hooks import TicketDeliveryHooks
from bot.slack.web_api import SlackApi
from tests.domain.test_hours import AMSTERDAM
from tests.slack.outbound.test_courier import Post, post, slack

if TYPE_CHECKING:
    from bot.domain.views import View
    from localslack import ChannelMessage

pytestmark = pytest.mark.slow

__all__ = ["post", "slack"]

EDIT, DELETE = "chat.update", "chat.delete"
REFUSALS = ["edit_window_closed", "cant_update_message", "is_inactive", "block_mismatch", "unheard_of"]


def plain(view: View) -> Rendered:
    return Rendered(view.notice.text if isinstance(view, InPlace) else getattr(view, "text", ""))


def replace_words(post: Post, notice: str) -> ChannelMessage:
    """Have what the bot said in general replaced; return what it said."""
    general = post.slack.channels["general"]
    answer = SlackApi(post.slack.bot_token, post.slack.api_url).call(
        "chat.postMessage", json={"channel": general.id, "text": "Alice's words"}
    )
    triage = SupportDeskConfig(general.id, AMSTERDAM)
    post.worker.courier = post.courier_for(SlackApi(post.slack.bot_token, post.slack.api_url), plain)
    post.worker.hooks = TicketDeliveryHooks(triage, post.store.card_state)
    is_erasure = notice.startswith("erased-")
    shown = SystemNotice(notice, "en", (("number", "4"),))
    body = InPlace(shown, general.id, str(answer["ts"]), is_erasure=is_erasure)
    post.send(post.letter(to=Destination(post.slack.app.team_id, general.id), body=body))
    return post.slack.messages(general)[-1]


def finish(post: Post) -> list[str]:
    """Return the bot's words in general, once there is nothing left to do."""
    for _ in range(3):
        post.work()
        post.clock.pass_time(seconds=5)
    assert post.store.outbox.waiting() == 0
    return post.texts()


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("kind", ["erased-card", "erased-status"])
def test_words_that_have_to_go_and_cannot_be_edited_are_deleted(post: Post, kind: str, refusal: str) -> None:
    replace_words(post, kind)
    post.slack.faults.for_calls(EDIT, *[f"error:{refusal}"] * 9)
    assert finish(post) == []


@pytest.mark.parametrize("fault", ["reset-after", "reset-before", "500", "429:1"])
def test_however_a_deletion_breaks_off_the_words_go(post: Post, fault: str) -> None:
    replace_words(post, "erased-card")
    post.slack.faults.for_calls(EDIT, *["error:edit_window_closed"] * 9)
    post.slack.faults.for_calls(DELETE, fault)
    assert finish(post) == []


@pytest.mark.parametrize("refusal", ["cant_delete_message", "compliance_exports_prevent_deletion"])
def test_words_that_cannot_be_deleted_either_are_told_to_the_team(post: Post, refusal: str) -> None:
    replace_words(post, "erased-card")
    post.slack.faults.for_calls(EDIT, "error:cant_update_message")
    post.slack.faults.for_calls(DELETE, f"error:{refusal}")
    assert finish(post) == ["Alice's words", "erased-stays"]
    (dead,) = post.store.outbox.entries(9)
    assert dead.reason == refusal


def test_what_is_gone_already_needs_neither(post: Post) -> None:
    said = replace_words(post, "erased-card")
    post.slack._state.remove(said, post.slack.channels["general"])  # noqa: SLF001 - as somebody in the team may
    assert finish(post) == []
    assert not post.slack.calls(DELETE)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_only_has_buttons_that_served_stays(post: Post, refusal: str) -> None:
    replace_words(post, "assigned-away")
    post.slack.faults.for_calls(EDIT, *[f"error:{refusal}"] * 9)
    assert finish(post) == ["Alice's words"]
    assert not post.slack.calls(DELETE)


def test_a_token_that_fails_meanwhile_blocks_the_team_and_the_words_go_later(post: Post) -> None:
    replace_words(post, "erased-card")
    post.slack.faults.for_calls(EDIT, "error:token_revoked", "error:edit_window_closed")
    post.work()
    assert post.worker.blocked_teams
    post.clock.pass_time(seconds=60)
    assert finish(post) == []
