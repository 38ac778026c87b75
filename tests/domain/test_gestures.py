from __future__ import annotations

import pytest

from bot.domain.gestures import is_gesture


@pytest.mark.parametrize("text", ["👍", ":+1:", "ok 👍", ":+1::skin-tone-3:", "👍🏽!", "Oké, 🙏", "❤️", "👩‍💻 👍"])
def test_emoji_alone_or_beside_an_ok_are_a_gesture(text: str) -> None:
    assert is_gesture(text)


@pytest.mark.parametrize("text", ["", "ok", "?", "👍 which version?", "12345678 👍", "👍" * 201])
def test_what_says_more_or_nothing_is_none(text: str) -> None:
    assert not is_gesture(text)


@pytest.mark.parametrize(
    "text", ["❓", "❔❔", ":question:", "👍 :grey_question:", "⁉️", ":interrobang:", "🆘", "ok 🤔"]
)
def test_a_question_mark_in_a_symbol_is_a_question(text: str) -> None:
    assert not is_gesture(text)


@pytest.mark.parametrize(
    "text",
    [
        "🙋",
        "🙋🏽",
        "🙋🏿‍♀️",
        ":raising_hand:",
        ":raising_hand::skin-tone-4:",
        ":man-raising-hand:",
        "✋",
        ":hand:",
        "❗",
        "‼️",
        ":exclamation:",
        ":heavy_exclamation_mark:",
        ":grey_exclamation:",
        ":bangbang:",
        "🚨",
        "🤷",
        "🤷🏼‍♂️",
        ":shrug:",
        ":woman-shrugging:",
        ":shrug::skin-tone-2:",
        "😕",
        ":confused:",
        "ok 🙋",
    ],
)
def test_whoever_raises_a_hand_or_shrugs_waits_for_a_word(text: str) -> None:
    assert not is_gesture(text)
