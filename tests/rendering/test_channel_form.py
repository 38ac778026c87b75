"""The form of a channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.desk import SupportDeskConfig
from bot.domain.forms import ChannelForm
from bot.domain.language import LANGUAGES, Language
from bot.domain.ticket import NOBODY
from bot.rendering.channel_form import channel_form, read_channel_metadata
from bot.rendering.context import RenderContext
from localslack.blockkit.validation import validate
from tests.domain.test_hours import AMSTERDAM
from tests.shipped_knowledge import shipped_knowledge, shipped_library
from tests.storage.channels_contract import QUIET

UNSET: Final = ChannelManners("T1", "C1", "follow-ups")
WHOLE: Final = replace(QUIET, listens="mentions", language="en", product="exact-globe", most_replies=3)


def context_in(language: Language) -> RenderContext:
    desk = SupportDeskConfig("CTRIAGE", AMSTERDAM, language=language)
    return RenderContext(shipped_library(), None, date(2026, 11, 25), desk)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "form",
    [
        ChannelForm(UNSET),
        ChannelForm(WHOLE),
        ChannelForm(WHOLE, replace(WHOLE, listens="off")),
        ChannelForm(replace(WHOLE, person=NOBODY), replace(WHOLE, listens="off")),
    ],
)
def test_it_is_taken_by_slack(form: ChannelForm, language: Language) -> None:
    assert validate(channel_form(form, context_in(language))) == []
    assert validate(channel_form(form, replace(context_in(language), desk=None))) == []


def chosen(form: ChannelForm) -> list[str]:
    blocks = channel_form(form, context_in("en"))["blocks"]
    return [each["element"]["initial_option"]["value"] for each in blocks if each["type"] == "input"]


def test_what_is_set_is_chosen() -> None:
    assert chosen(ChannelForm(UNSET)) == ["follow-ups", "none", "none", "none"]
    assert chosen(ChannelForm(WHOLE)) == ["mentions", "en", "exact-globe", "3"]


def test_a_channel_may_be_about_any_product_that_is_known_but_what_stands_beside_ours() -> None:
    form = ChannelForm(replace(WHOLE, product="king"))
    assert chosen(form)[2] == "king"
    menu = channel_form(form, context_in("en"))["blocks"][4]["element"]
    slugs = [each["value"] for group in menu["option_groups"] for each in group["options"]]
    known = shipped_knowledge().products
    assert slugs[:2] == ["none", "exact-globe"]
    assert set(slugs) == {"none", *(each.slug for each in known if each.role != "beside")}
    assert len(set(slugs)) == len(slugs)
    assert validate(channel_form(form, context_in("nl"))) == []


def test_a_channel_is_not_about_what_is_still_being_written() -> None:
    context = context_in("en")
    drafts = tuple(replace(each, is_draft=each.slug == "king") for each in context.knowledge.products)
    context = replace(context, knowledge=replace(context.knowledge, products=drafts))

    menu = channel_form(ChannelForm(WHOLE), context)["blocks"][4]["element"]
    slugs = {each["value"] for group in menu["option_groups"] for each in group["options"]}
    assert ("king" in slugs, "afas" in slugs) == (False, True)


def test_a_product_that_is_known_no_more_counts_as_none() -> None:
    assert chosen(ChannelForm(replace(WHOLE, product="gone", most_replies=7)))[2:] == ["none", "none"]


def test_it_says_where_and_who_set_it() -> None:
    assert "<#C1>" in str(channel_form(ChannelForm(UNSET), context_in("en"))["blocks"][0])
    assert "Nothing has been set" in str(channel_form(ChannelForm(UNSET), context_in("en"))["blocks"][1])
    assert "UBOB" in str(channel_form(ChannelForm(WHOLE), context_in("en"))["blocks"][1])
    forgotten = ChannelForm(replace(WHOLE, person=NOBODY))
    assert "Last changed" in str(channel_form(forgotten, context_in("en"))["blocks"][1])


def test_whoever_was_slower_reads_what_was_set_above_their_own_choice() -> None:
    form = ChannelForm(WHOLE, replace(UNSET, listens="off", set_at=None, version=9))
    told = str(channel_form(form, context_in("en"))["blocks"][1])
    assert "Only when mentioned · English · Exact Globe · 3" in told
    assert chosen(form) == ["off", "none", "none", "none"]
    assert read_channel_metadata(channel_form(form, context_in("en"))["private_metadata"]) == ("C1", 1)


@pytest.mark.parametrize("metadata", ["", "C1", "C1 x", " 1"])
def test_what_carries_no_channel_is_no_form_of_it(metadata: str) -> None:
    assert read_channel_metadata(metadata) is None
