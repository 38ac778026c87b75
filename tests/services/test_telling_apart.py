"""Names of one integration's articles, inside and outside; all that is said bears them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.calculators import CALCULATORS
from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Memory
from bot.domain.reply import (
    Answer,
    Calculation,
    Clarification,
    Counterfactual,
    Evidence,
    FollowUp,
    HandOver,
    Match,
    Reply,
    Trace,
    TracedPart,
)
from bot.services.telling_apart import inside, memory_inside, memory_outside, outside, trace_outside
from tests.several import library_of_several

FIRST, SECOND, _ = library_of_several().bases
OUTCOME = CALCULATORS["version-check"].calculate("413", FIRST.facts)
MATCHES = (Match("setup-overview", 0.9), Match("thanks", 0.1))


@pytest.mark.parametrize(
    "reply",
    [
        Answer("nl", ("setup-overview",), 1.0, MATCHES, gap="prices"),
        Clarification("nl", ("setup-overview", "version-required"), 0.5, MATCHES),
        Calculation("nl", OUTCOME, ("setup-overview",), MATCHES, "prices", offered=("version-required",)),
        HandOver("nl", "prices", 0.1, MATCHES),
        HandOver("nl", None, 0.1),
        FollowUp("nl", "beside", ("setup-overview",), ("version-required",), candidates=MATCHES),
    ],
)
def test_what_is_said_bears_the_names_outside_and_comes_back_as_it_was(reply: Reply) -> None:
    said = outside(reply, SECOND)

    assert said.about == "balansboek"
    names = [*getattr(said, "articles", ()), *getattr(said, "offered", ())]
    names += [match.article for match in said.candidates]
    assert all(name == "thanks" or name.startswith("balansboek/") for name in names)
    assert getattr(said, "gap", None) in {None, "balansboek/prices"}
    assert replace(inside(said, SECOND), about=None) == reply
    assert replace(outside(reply, FIRST), about=None) == reply


def test_why_bears_them_too() -> None:
    answer = Answer("nl", ("setup-overview",), 1.0)
    part = TracedPart("how", "asks", "setup-overview", 1.0, has_decided=True)
    trace = Trace(
        "how", (), (), (Evidence("how", "setup-overview", 1.0),), MATCHES, 1.0, 0.9, 0.4, None, "v1", (part,)
    )
    changed = replace(trace, counterfactual=Counterfactual("how", answer))

    told = trace_outside(changed, SECOND)
    assert told.evidence[0].target == told.parts[0].best == told.candidates[0].article == "balansboek/setup-overview"
    assert told.counterfactual is not None
    assert told.counterfactual.reply == outside(answer, SECOND)
    assert trace_outside(trace, SECOND).counterfactual is None


def test_what_is_remembered_is_kept_by_the_names_outside() -> None:
    memory = Memory(
        articles=("setup-overview",), offered=("version-required",), step="update", expecting="version-check"
    )
    kept = memory_outside(memory, SECOND)

    assert (kept.articles, kept.offered) == (("balansboek/setup-overview",), ("balansboek/version-required",))
    assert kept.product == "balansboek"
    assert replace(memory_inside(kept, SECOND), product=None) == memory


def test_of_what_was_said_of_another_product_nothing_is_remembered() -> None:
    kept = Memory(
        articles=("setup-overview",),
        offered=("thanks",),
        step="configure-globe",
        expecting="version-check",
        setup="s1",
        came_by="next",
        language="nl",
        product="exact-globe",
    )

    assert memory_inside(kept, SECOND) == Memory(
        articles=("setup-overview",), offered=("thanks",), language="nl", product="exact-globe"
    )


def test_what_is_talked_of_goes_before_the_channels_product() -> None:
    manners = ChannelManners("T1", "C1", "mentions", product="factuurhuis")

    assert memory_inside(Memory(manners=manners), SECOND).manners == manners
    talked = memory_inside(Memory(manners=manners, product="balansboek"), SECOND)
    assert talked.manners == replace(manners, product=None)
