"""What forms are made of."""

from __future__ import annotations

from bot.rendering.form_parts import LABEL, VIEW_TITLE, checkbox, input_block, modal, quote, radio, text_field
from localslack.blockkit.validation import validate

CHOICES = (("a", "First"), ("b", "Second"))


def test_a_view_of_every_part_is_taken_by_slack_however_long_its_words() -> None:
    box = checkbox("c", "x" * 200, is_checked=True)
    blocks = [
        quote("x" * 4000),
        input_block("t", "Text", text_field("t", "", 10, is_multiline=True), hint="So"),
        input_block("c", "Box", box, is_optional=True),
        input_block("r", "One", radio("r", CHOICES)),
    ]
    view = modal("form:x", "x" * 50, "y" * 50, "", "en", blocks)

    assert validate(view) == []
    assert (len(view["title"]["text"]), len(view["submit"]["text"])) == (VIEW_TITLE, VIEW_TITLE)
    assert "x" * LABEL in str(box)
    assert "x" * (LABEL + 1) not in str(box)


def test_the_first_choice_is_chosen_unless_another_is() -> None:
    shown = [str(radio("r", CHOICES, initial)["initial_option"]) for initial in (None, "b", "gone")]

    assert ["First" in each for each in shown] == [True, False, True]
