"""Composition objects: texts, options, confirmations.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from localslack.blockkit import limits
from localslack.blockkit.rules import ObjectRule, Rule, array, by_type, one_of, string, truth

IDENTIFIER = string(limits.ID)
URL = string(limits.URL)
TEXT_TYPES = frozenset({"plain_text", "mrkdwn"})


def plain(most: int) -> Rule:
    """Take a `plain_text` object of so many characters."""
    return by_type({"plain_text": _plain(most)}, TEXT_TYPES)


def formatted(most: int) -> Rule:
    """Take a `plain_text` or `mrkdwn` object of so many characters."""
    return by_type(text_rules(most))


def text_rules(most: int) -> dict[str, Rule]:
    """Return the rules of both kinds of text object, by type."""
    mrkdwn = ObjectRule({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": truth})
    return {"plain_text": _plain(most), "mrkdwn": mrkdwn}


def _plain(most: int) -> Rule:
    return ObjectRule({"type": one_of("plain_text"), "text": string(most)}, {"emoji": truth})


CONFIRM = ObjectRule(
    {
        "title": plain(limits.CONFIRM_TITLE),
        "text": formatted(limits.CONFIRM_TEXT),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
    },
    {"style": one_of("primary", "danger")},
)

_OPTION = {"value": string(limits.OPTION_VALUE), "text": plain(limits.OPTION_TEXT)}
OPTION = ObjectRule(_OPTION, {"description": plain(limits.OPTION_TEXT)})
OVERFLOW_OPTION = ObjectRule(_OPTION, {"description": plain(limits.OPTION_TEXT), "url": URL})
# Radio buttons and checkboxes may be formatted; menus may not.
CHOICE_OPTION = ObjectRule(
    {"value": string(limits.OPTION_VALUE), "text": formatted(limits.OPTION_TEXT)},
    {"description": formatted(limits.OPTION_TEXT)},
)
OPTION_GROUP = ObjectRule(
    {"label": plain(limits.OPTION_GROUP_LABEL), "options": array(OPTION, limits.SELECT_OPTIONS)},
)
