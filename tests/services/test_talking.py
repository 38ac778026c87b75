"""What is remembered of a reply, so that one can go on from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.calculation import Outcome
from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Memory
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.services.talking import product_of_channel, talked_of, talked_of_card
from tests.shipped_knowledge import shipped_knowledge
from tests.storage.contract import NOON
from tests.storage.setups_contract import A_SETUP

if TYPE_CHECKING:
    from bot.domain.reply import Reply
    from bot.domain.setup import SetupState

OUTCOME = Outcome("version-check", read="412", value="no")
BELOW_GLOBE = ("mailbox-address-format", "retrieve-invoices", "create-mailbox-automatic")


@pytest.mark.parametrize(
    ("reply", "articles", "offered"),
    [
        (Answer("nl", ("configure-globe",), 0.9), ("configure-globe",), BELOW_GLOBE),
        (Answer("nl", ("configure-globe", "prerequisites"), 0.9), ("configure-globe", "prerequisites"), ()),
        (Clarification("nl", ("prerequisites", "version-required"), 0.5), (), ("prerequisites", "version-required")),
        (Calculation("nl", OUTCOME), ("version-required",), ()),
        (Calculation("nl", OUTCOME, ("configure-globe",)), ("configure-globe", "version-required"), BELOW_GLOBE),
        (Calculation("nl", OUTCOME, offered=("prerequisites",)), ("version-required",), ("prerequisites",)),
        (FollowUp("nl", "fails", ("configure-globe",), ("prerequisites",)), ("configure-globe",), ("prerequisites",)),
        (FollowUp("nl", "never-mind"), ("help",), ("help",)),
        (HandOver("nl", None, 0.1), (), ()),
    ],
)
def test_a_talk_is_about_what_was_said_and_offered_last(
    reply: Reply, articles: tuple[str, ...], offered: tuple[str, ...]
) -> None:
    memory = talked_of(reply, Memory(articles=("help",), offered=("help",), trace_id="t"), shipped_knowledge())
    assert replace(memory, step=None) == Memory(articles=articles, offered=offered, trace_id="t")


@pytest.mark.parametrize(
    ("reply", "step"),
    [
        (Answer("nl", ("configure-globe",), 0.9), "configure-globe"),
        (Answer("nl", ("contract-required",), 0.9), "before-you-start"),
        (HandOver("nl", None, 0.1), "before-you-start"),
    ],
)
def test_a_question_beside_a_step_does_not_lose_the_way(reply: Reply, step: str) -> None:
    assert talked_of(reply, Memory(step="before-you-start"), shipped_knowledge()).step == step


@pytest.mark.parametrize(
    ("state", "step", "article", "is_helped"),
    [
        ("doing", "create-mailbox", "create-mailbox-automatic", False),
        ("stuck", "create-mailbox", "create-mailbox-automatic", True),
        ("paused", "gone", "prerequisites", False),
    ],
)
def test_after_a_card_a_talk_is_about_its_step(
    state: SetupState, step: str, article: str, *, is_helped: bool
) -> None:
    guide = shipped_knowledge().setup
    setup = replace(A_SETUP, state=state, step=step)
    memory = talked_of_card(setup, Memory("version-check", "en", trace_id="t", chosen="en"), guide, NOON)

    shown = guide.step(step) or guide.main[0]
    assert memory == Memory(
        language="nl",
        updated_at=NOON,
        chosen="en",
        articles=(article,),
        offered=shown.troubles if is_helped else (),
        asker="UALICE",
        step=shown.slug,
        setup="s1",
        came_by="setup",
    )


@pytest.mark.parametrize(("slug", "name"), [("king", "King"), ("exact-globe", None), ("gone", None), (None, None)])
def test_a_channel_is_about_another_product_until_ours_is_talked_of(slug: str | None, name: str | None) -> None:
    memory = Memory(manners=ChannelManners("T1", "C1", "follow-ups", product=slug))
    product = product_of_channel(memory, shipped_knowledge())

    assert (None if product is None else product.name) == name
    assert product_of_channel(replace(memory, offered=("prerequisites",)), shipped_knowledge()) is None
    assert product_of_channel(Memory(), shipped_knowledge()) is None
