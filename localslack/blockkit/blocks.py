"""Blocks, and the surfaces they may stand on.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator, Mapping

from localslack.blockkit import cards, charts, elements, limits, media, rich_text, tables
from localslack.blockkit.composition import IDENTIFIER, formatted, plain, text_rules
from localslack.blockkit.rules import Fault, ObjectRule, Rule, array, block_shape, by_type, one_of, string, truth

MESSAGE, MODAL, HOME = "message", "modal", "home"


_SECTION_SHAPE = block_shape(
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
    "header": block_shape("header", {"text": plain(limits.HEADER)}, {}),
    "divider": block_shape("divider", {}, {}),
    "image": ObjectRule(
        elements.IMAGE.required,
        {**elements.IMAGE.optional, "title": plain(limits.IMAGE_TITLE), "block_id": IDENTIFIER},
        elements.IMAGE.either,
    ),
    "context": block_shape(
        "context",
        {"elements": array(by_type({**text_rules(limits.TEXT), "image": elements.IMAGE}), limits.CONTEXT)},
        {},
    ),
    "actions": block_shape(
        "actions", {"elements": array(by_type(elements.ACTIONS, elements.ALL), limits.ACTIONS)}, {}
    ),
    "input": block_shape(
        "input",
        {"label": plain(limits.INPUT_LABEL), "element": by_type(elements.INPUTS, elements.ALL)},
        {"hint": plain(limits.INPUT_LABEL), "optional": truth, "dispatch_action": truth},
    ),
    **rich_text.BLOCK,
    "video": media.VIDEO,
    "card": cards.card,
}
_CONTAINED = ("actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video")
_CONTAINER = block_shape(
    "container",
    {
        "child_blocks": array(
            by_type({"table": tables.TABLE, **{kind: _EVERYWHERE[kind] for kind in _CONTAINED}}),
            limits.CONTAINER_BLOCKS,
        )
    },
    {
        "title": plain(limits.CONTAINER_TITLE),
        "rich_text_title": by_type(rich_text.BLOCK),
        "subtitle": formatted(limits.CONTAINER_TITLE),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": by_type({"image": elements.IMAGE}),
        **dict.fromkeys(("is_collapsible", "default_collapsed", "has_header_divider"), truth),
    },
    ("title", "rich_text_title"),
)
_MESSAGES_ONLY: Mapping[str, Rule] = {
    "markdown": block_shape("markdown", {"text": string(limits.MARKDOWN)}, {}),
    "context_actions": block_shape(
        "context_actions",
        {"elements": array(by_type(elements.CONTEXT_ACTIONS, elements.ALL), limits.CONTEXT_ACTIONS)},
        {},
    ),
    "table": tables.TABLE,
    "data_table": tables.data_table,
    "data_visualization": charts.CHART,
    "container": _CONTAINER,
    "task_card": cards.TASK,
    "plan": cards.PLAN,
}
# Beyond what stands everywhere: https://docs.slack.dev/blocks.json
_HERE: Mapping[str, Mapping[str, Rule]] = {
    MESSAGE: {**_MESSAGES_ONLY, "carousel": cards.CAROUSEL},
    MODAL: {"alert": cards.ALERT},
    HOME: {"carousel": cards.CAROUSEL},
}
# Slack alone makes these: an app that sends one is refused.
_SLACKS_OWN = frozenset({"file", "call"})
_ALL = _SLACKS_OWN.union(_EVERYWHERE, *_HERE.values())


def blocks_of(surface: str) -> Rule:
    """Take the blocks of a message, a modal or a home."""
    rule = by_type({**_EVERYWHERE, **_HERE[surface]}, _ALL)
    return array(rule, limits.MESSAGE_BLOCKS, least=0) if surface == MESSAGE else array(rule, limits.VIEW_BLOCKS)
