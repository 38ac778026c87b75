"""What the bot says → the blocks of a Slack message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.rendering.action_ids import ARTICLE_BUTTON, NONE_OF_THESE_BUTTON, VOTES
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import (
    Actions,
    Button,
    Choices,
    Element,
    Footnote,
    Line,
    Link,
    Menu,
    Moment,
    Paragraph,
    Part,
    Person,
    Pressable,
    Quote,
    Title,
    Votes,
)
from bot.rendering.targets.mrkdwn import escape, to_mrkdwn
from bot.rendering.targets.plain_text import in_plain_text, part_in_plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.outgoing import ConversationMessage
    from bot.domain.reply import Reply
    from bot.rendering.context import RenderContext

Block: TypeAlias = dict[str, object]

# https://docs.slack.dev/reference/block-kit/blocks: the longest texts that Slack takes.
_SECTION: Final = 3000
_HEADER: Final = 150
_BUTTON: Final = 75
_OPTION: Final = 75
_QUOTE: Final = 500
# Of all blocks of a message together Slack takes some 13,000 characters.
_WHOLE_QUOTE: Final = 9000
BLOCKS_OF_A_MESSAGE: Final = 50
BLOCKS_OF_A_VIEW: Final = 100


@dataclass(frozen=True, slots=True)
class Rendered:
    """How something looks in Slack: blocks, if it has any, and always the full plain text."""

    text: str
    blocks: list[Block] | None = None


def rendered(elements: tuple[Element, ...], most: int = BLOCKS_OF_A_MESSAGE) -> Rendered:
    """How `elements` look, in `most` blocks at most."""
    return Rendered(fallback_of(elements), blocks_of(elements, most))


def to_blocks(body: ConversationMessage | Reply, context: RenderContext) -> list[Block]:
    """The blocks of a message that says `body`, within Slack's limits."""
    return blocks_of(elements_of(body, context))


def to_fallback(body: ConversationMessage | Reply, context: RenderContext) -> str:
    """The `text` that goes with the blocks, for notifications and screen readers."""
    return fallback_of(elements_of(body, context))


def blocks_of(elements: Iterable[Element], most: int = BLOCKS_OF_A_MESSAGE) -> list[Block]:
    """The blocks of a message that is made of `elements`; a view takes `BLOCKS_OF_A_VIEW`."""
    return [block for element in elements for block in _blocks(element)][:most]


def fallback_of(elements: tuple[Element, ...]) -> str:
    """The text that goes with those blocks.

    Slack reads it as mrkdwn, also where nobody sees it, so it is escaped like the blocks. People are named in it.
    """
    told = (
        _named(element) if isinstance(element, Line) else escape(in_plain_text((element,))) for element in elements
    )
    return "\n\n".join(part for part in told if part)


def _named(line: Line) -> str:
    return "".join(_named_part(part) for part in line.parts)


def _named_part(part: Part) -> str:
    if isinstance(part, Person):
        return f"<@{part.id}>"
    if isinstance(part, Link):
        return f"<{part.url}|{escape(part.label)}>"
    return escape(part_in_plain_text(part))


def _blocks(element: Element) -> Iterator[Block]:
    match element:
        case Title(text):
            yield {"type": "header", "text": _plain(text, _HEADER)}
        case Paragraph(markdown):
            yield from (_section(part) for part in split(to_mrkdwn(markdown.strip()), _SECTION))
        case Quote(text, is_whole):
            quoted = {"type": "text", "text": _cut(text, _WHOLE_QUOTE if is_whole else _QUOTE) or " "}
            yield {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [quoted]}]}
        case Footnote(text):
            yield {"type": "context", "elements": [_plain(text, _SECTION)]}
        case Line(parts):
            elements = [element for part in parts for element in _elements(part)]
            yield {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
        case Actions() | Votes():
            yield _pressed(element)
        case Choices():
            yield _section(to_mrkdwn(f"**{element.intro}**" if element.none is None else element.intro))
            yield {"type": "actions", "elements": list(_buttons(element))}


def _pressed(element: Pressable) -> Block:
    if isinstance(element, Votes):
        return {"type": "context_actions", "elements": [_thumbs(element)]}
    return {"type": "actions", "elements": [_pressable(each) for each in element.elements]}


def _buttons(choices: Choices) -> Iterator[Block]:
    """Each says in its name what is chosen, and carries of which question."""
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


def _elements(part: Part) -> Iterator[Block]:
    if isinstance(part, Person):
        yield {"type": "user", "user_id": part.id}
    elif isinstance(part, Link):
        yield {"type": "link", "url": part.url, "text": part.label}
    elif isinstance(part, Moment):
        form = "{ago}" if part.is_ago else "{date_short_pretty} {time}"
        yield {"type": "date", "timestamp": int(part.at.timestamp()), "format": form, "fallback": part.told}
    else:
        for number, text in enumerate(part.split("**")):
            if text:
                yield {"type": "text", "text": text} | ({"style": {"bold": True}} if number % 2 else {})


def _pressable(element: Button | Menu) -> Block:
    if isinstance(element, Menu):
        options = [{"text": _plain(label, _OPTION), "value": value} for value, label in element.options]
        return {"type": "overflow", "action_id": element.action, "options": options}
    button: Block = {"type": "button", "text": _plain(element.label, _BUTTON), "action_id": element.action}
    return button | {"value": element.value} | ({"style": "primary"} if element.is_primary else {})


def _section(mrkdwn: str) -> Block:
    # `expand` shows all of it at once: nobody should have to open an answer.
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}, "expand": True}


def _plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": _cut(text, longest), "emoji": False}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def split(text: str, longest: int) -> Iterator[str]:
    """Escaped `text` in parts of at most `longest` characters: between paragraphs, else lines, else words."""
    text = text.strip()
    while len(text) > longest:
        at = _end_of_part(text, longest)
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    if text:
        yield text


def _end_of_part(text: str, longest: int) -> int:
    for separator in ("\n\n", "\n", " "):
        if (at := text.rfind(separator, 1, longest + 1)) > 0:
            return at
    # One word longer than a block: never in the middle of an escape, none of which is longer than this.
    escape_at = text.rfind("&", longest - len("&amp;") + 1, longest)
    return escape_at if escape_at > 0 else longest
