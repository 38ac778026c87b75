"""Blocks, and the surfaces they may stand on.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator, Mapping

from bot.localslack.blockkit import elements, limits, rich_text
from bot.localslack.blockkit.composition import IDENTIFIER, formatted, plain, text_rules
from bot.localslack.blockkit.shapes import Fault, Rule, Shape, array, by_type, one_of, string, truth

MESSAGE, MODAL, HOME = "message", "modal", "home"


def _shape(kind: str, required: Mapping[str, Rule], optional: Mapping[str, Rule]) -> Shape:
    return Shape({"type": one_of(kind), **required}, {"block_id": IDENTIFIER, **optional})


_SECTION_SHAPE = _shape(
    "section",
    {},
    {
        "text": formatted(limits.TEXT),
        "fields": array(formatted(limits.SECTION_FIELD), limits.SECTION_FIELDS),
        "accessory": by_type(elements.ACCESSORIES, elements.ALL),
        "expand": truth,
    },
)


def _section(value: object, pointer: str) -> Iterator[Fault]:
    yield from _SECTION_SHAPE(value, pointer)
    if isinstance(value, dict) and not {"text", "fields"} & value.keys():
        yield Fault(pointer, "missing", "one of these fields is required: text, fields")


_EVERYWHERE: Mapping[str, Rule] = {
    "section": _section,
    "header": _shape("header", {"text": plain(limits.HEADER)}, {}),
    "divider": _shape("divider", {}, {}),
    "image": Shape(
        elements.IMAGE.required,
        {**elements.IMAGE.optional, "title": plain(limits.IMAGE_TITLE), "block_id": IDENTIFIER},
        elements.IMAGE.either,
    ),
    "context": _shape(
        "context",
        {"elements": array(by_type({**text_rules(limits.TEXT), "image": elements.IMAGE}), limits.CONTEXT)},
        {},
    ),
    "actions": _shape("actions", {"elements": array(by_type(elements.ACTIONS, elements.ALL), limits.ACTIONS)}, {}),
    "input": _shape(
        "input",
        {"label": plain(limits.INPUT_LABEL), "element": by_type(elements.INPUTS, elements.ALL)},
        {"hint": plain(limits.INPUT_LABEL), "optional": truth, "dispatch_action": truth},
    ),
    "rich_text": _shape("rich_text", {"elements": array(by_type(rich_text.PARTS))}, {}),
}
_MESSAGES_ONLY: Mapping[str, Rule] = {
    "markdown": _shape("markdown", {"text": string(limits.MARKDOWN)}, {}),
    "context_actions": _shape(
        "context_actions",
        {"elements": array(by_type(elements.CONTEXT_ACTIONS, elements.ALL), limits.CONTEXT_ACTIONS)},
        {},
    ),
}


def blocks_of(surface: str) -> Rule:
    """Take the blocks of a message, a modal or a home."""
    if surface == MESSAGE:
        return array(by_type({**_EVERYWHERE, **_MESSAGES_ONLY}), limits.MESSAGE_BLOCKS, least=0)
    return array(by_type(_EVERYWHERE, _MESSAGES_ONLY), limits.VIEW_BLOCKS)
