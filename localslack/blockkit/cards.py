"""Cards and what is built of them: alerts, cards, carousels, tasks and plans.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator

from localslack.blockkit import limits
from localslack.blockkit.composition import URL, formatted
from localslack.blockkit.elements import ALL, BUTTONS, IMAGE
from localslack.blockkit.image_urls import image_url
from localslack.blockkit.rich_text import BLOCK as RICH_TEXT
from localslack.blockkit.rules import Fault, array, block_shape, by_type, one_of, string, typed

_PICTURE = by_type({"image": IMAGE})
_WORDS = string(limits.TEXT)

ALERT = block_shape(
    "alert",
    {"text": formatted(limits.ALERT)},
    {"level": one_of("default", "info", "warning", "error", "success")},
)
_CARD = block_shape(
    "card",
    {},
    {
        "hero_image": _PICTURE,
        "icon": _PICTURE,
        "title": formatted(limits.CARD_TITLE),
        "subtitle": formatted(limits.CARD_TITLE),
        "body": formatted(limits.CARD_BODY),
        "subtext": formatted(limits.CARD_BODY),
        "actions": array(by_type(BUTTONS, ALL), limits.CARD_ACTIONS),
    },
)


def card(value: object, pointer: str) -> Iterator[Fault]:
    """Take a card that shows something."""
    yield from _CARD(value, pointer)
    if isinstance(value, dict) and not {"hero_image", "title", "body", "actions"} & value.keys():
        yield Fault(pointer, "missing", "one of these fields is required: hero_image, title, body, actions")


CAROUSEL = block_shape("carousel", {"elements": array(by_type({"card": card}), limits.CAROUSEL_CARDS)}, {})

_SOURCE = typed("url", {"url": URL, "text": _WORDS}, {"icon_url": image_url})
TASK = block_shape(
    "task_card",
    {"task_id": _WORDS, "title": _WORDS},
    {
        "details": by_type(RICH_TEXT),
        "output": by_type(RICH_TEXT),
        "sources": array(by_type({"url": _SOURCE})),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
)
PLAN = block_shape("plan", {"title": _WORDS}, {"tasks": array(by_type({"task_card": TASK}))})
