"""What forms are made of in Slack: views, and the fields and texts in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot import texts
from bot.domain.markup import BlockQuote, Paragraph
from bot.domain.ticket import LONGEST_TEXT
from bot.rendering.document import Quote
from bot.rendering.targets.rich_text import rich_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.language import Language
    from bot.rendering.targets.rich_text import Block

Modal: TypeAlias = dict[str, Any]

VIEW_TITLE: Final = 24
LABEL: Final = 75
"""Characters of a view's title and buttons, and of a choice: https://docs.slack.dev/reference/block-kit"""


def modal(callback_id: str, title: str, submit: str, metadata: str, language: Language, blocks: list[Block]) -> Modal:
    """Return a view with a title, what is written on its two buttons, what it carries, and its blocks."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title[:VIEW_TITLE]),
        "submit": plain(submit[:VIEW_TITLE]),
        "close": plain(texts.get("form-cancel", language)),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def checkbox(name: str, label: str, *, is_checked: bool = False) -> Block:
    """Return one box to tick; it is called `name` when it is."""
    option = {"text": plain(label[:LABEL]), "value": name}
    box: Block = {"type": "checkboxes", "action_id": name, "options": [option]}
    return box | ({"initial_options": [option]} if is_checked else {})


def radio(name: str, choices: Sequence[tuple[str, str]], initial: str | None = None) -> Block:
    """Return what one thing is chosen from: value and words of each. `initial` is chosen already, else the first."""
    options = [{"text": plain(label[:LABEL]), "value": value} for value, label in choices]
    chosen = next((option for option in options if option["value"] == initial), options[0])
    return {"type": "radio_buttons", "action_id": name, "options": options, "initial_option": chosen}


def text_field(name: str, initial: str, longest: int, *, is_multiline: bool = False) -> Block:
    """Return a field to type in, with `initial` in it."""
    field: Block = {"type": "plain_text_input", "action_id": name, "max_length": longest, "multiline": is_multiline}
    return field | ({"initial_value": initial} if initial else {})


def input_block(
    name: str, label: str, element: Block, *, is_optional: bool = False, hint: str | None = None
) -> Block:
    """Return a field with its label; block and field bear the same name."""
    block = {"type": "input", "block_id": name, "label": plain(label), "element": element, "optional": is_optional}
    return block | ({} if hint is None else {"hint": plain(hint)})


def section(text: str) -> Block:
    """Return plain text."""
    return {"type": "section", "text": plain(text)}


def quote(text: str) -> Block:
    """Return what a person wrote: nothing in it is a mark."""
    return quotation(Quote(text))


def quotation(quoted: Quote) -> Block:
    """Return what a person wrote, with the links below it."""
    shown = replace(quoted, text=quoted.text[:LONGEST_TEXT])
    return rich_text((BlockQuote((Paragraph(shown.content or (" ",)),)),))


def to_copy(text: str) -> Block:
    """Return `text` alone in a frame, from which it is copied with one tap."""
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [element]}


def plain(text: str) -> Block:
    """Return Slack's value for plain text."""
    return {"type": "plain_text", "text": text, "emoji": False}
