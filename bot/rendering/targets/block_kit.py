"""Documents as the blocks of a Slack message, and as the text that goes with them.

Texts are rich_text blocks, not sections with mrkdwn: these have no nested lists, no escape for their marks, and end a
style at letters. What a person wrote is text there, whatever stands in it.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.domain.markup import BlockQuote, Paragraph, Strong
from bot.rendering.action_ids import ARTICLE_BUTTON, NONE_OF_THESE_BUTTON, VOTES
from bot.rendering.document import (
    LONGEST_QUOTE,
    REVIEWED_KEPT,
    Actions,
    Button,
    Choices,
    Element,
    Footnote,
    FormattedText,
    Menu,
    Pressable,
    Quote,
    ReviewedText,
    Title,
    Votes,
)
from bot.rendering.targets.mrkdwn import marked, to_mrkdwn
from bot.rendering.targets.rich_text import Block, rich_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.markup import Inline


# https://docs.slack.dev/reference/block-kit/blocks: the longest texts that Slack takes.
_FOOTNOTE: Final = 3000
_HEADER: Final = 150
_BUTTON: Final = 75
_OPTION: Final = 75
_QUOTE: Final = 500
BLOCKS_OF_A_MESSAGE: Final = 50
BLOCKS_OF_A_VIEW: Final = 100


@dataclass(frozen=True, slots=True)
class Rendered:
    """How something looks in Slack: blocks, if it has any, and always the full plain text."""

    text: str
    blocks: list[Block] | None = None


def rendered(elements: tuple[Element, ...], most: int = BLOCKS_OF_A_MESSAGE) -> Rendered:
    """Return how `elements` look, in `most` blocks at most."""
    return Rendered(fallback_of(elements), blocks_of(elements, most))


def blocks_of(elements: Iterable[Element], most: int = BLOCKS_OF_A_MESSAGE) -> list[Block]:
    """Return the blocks of a message that is made of `elements`; a view takes `BLOCKS_OF_A_VIEW`."""
    return [block for element in elements for block in _blocks(element)][:most]


def fallback_of(elements: Iterable[Element]) -> str:
    """Return the text that goes with those blocks: it says all that they say."""
    return to_mrkdwn(elements)


def _blocks(element: Element) -> Iterator[Block]:
    match element:
        case Title(text):
            yield {"type": "header", "text": _plain(text, _HEADER)}
        case FormattedText(blocks):
            yield rich_text(blocks)
        case ReviewedText():
            yield _reviewed(element)
        case Quote(text, is_whole):
            shown = replace(element, text=_cut(text, LONGEST_QUOTE if is_whole else _QUOTE))
            yield rich_text((BlockQuote((Paragraph(shown.content or (" ",)),)),))
        case Footnote(text):
            yield {"type": "context", "elements": [_footnote(text)]}
        case Actions() | Votes():
            yield _pressed(element)
        case Choices():
            intro = element.intro if element.none is not None else Strong((element.intro,))
            yield rich_text((Paragraph((intro,)),))
            yield {"type": "actions", "elements": list(_buttons(element))}


def _footnote(text: str | tuple[Inline, ...]) -> Block:
    return _plain(text, _FOOTNOTE) if isinstance(text, str) else {"type": "mrkdwn", "text": marked(text)}


@lru_cache(REVIEWED_KEPT)
def _reviewed(text: ReviewedText) -> Block:
    """Return the block of a reviewed text, which many messages share: nobody may change it."""
    return rich_text(text.blocks)


def _pressed(element: Pressable) -> Block:
    if isinstance(element, Votes):
        return {"type": "context_actions", "elements": [_thumbs(element)]}
    return {"type": "actions", "elements": [_pressable(each) for each in element.elements]}


def _buttons(choices: Choices) -> Iterator[Block]:
    """Yield a button a choice: its name says what is chosen, its value of which question."""
    for slug, title in choices.articles:
        yield _pressable(Button(ARTICLE_BUTTON + slug, title, choices.trace))
    if choices.none is not None:
        yield _pressable(Button(NONE_OF_THESE_BUTTON, choices.none, choices.trace))


def _thumbs(votes: Votes) -> Block:
    def button(label: str, value: str) -> Block:
        return {"text": _plain(label, _BUTTON), "value": f"{value}:{votes.on}", "accessibility_label": label}

    return {
        "type": "feedback_buttons",
        "action_id": VOTES,
        "positive_button": button(votes.helpful, "yes"),
        "negative_button": button(votes.not_helpful, "no"),
    }


def _pressable(element: Button | Menu) -> Block:
    if isinstance(element, Menu):
        options = [{"text": _plain(label, _OPTION), "value": value} for value, label in element.options]
        return {"type": "overflow", "action_id": element.action, "options": options}
    button: Block = {"type": "button", "text": _plain(element.label, _BUTTON), "action_id": element.action}
    style = "primary" if element.is_primary else "danger" if element.is_danger else None
    return button | {"value": element.value} | ({} if style is None else {"style": style})


def _plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": _cut(text, longest), "emoji": False}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
