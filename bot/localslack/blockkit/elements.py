"""Block elements: what people click, choose and fill in.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Mapping

from bot.localslack.blockkit import limits
from bot.localslack.blockkit.composition import (
    CHOICE_OPTION,
    CONFIRM,
    IDENTIFIER,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    URL,
    plain,
)
from bot.localslack.blockkit.shapes import Rule, Shape, array, matching, number, one_of, string, truth

_ACTION: Mapping[str, Rule] = {"action_id": IDENTIFIER}
_CONFIRMED: Mapping[str, Rule] = {**_ACTION, "confirm": CONFIRM}
_FOCUSED: Mapping[str, Rule] = {"focus_on_load": truth}
_MENU: Mapping[str, Rule] = {**_CONFIRMED, **_FOCUSED, "placeholder": plain(limits.PLACEHOLDER)}
_MANY: Mapping[str, Rule] = {"max_selected_items": number(1, limits.SELECT_OPTIONS)}
_DATE = matching(r"\d{4}-\d\d-\d\d", "2026-01-31")
_ACCESSIBLE: Mapping[str, Rule] = {"accessibility_label": string(limits.ACCESSIBILITY_LABEL)}
_VALUE: Mapping[str, Rule] = {"value": string(limits.BUTTON_VALUE)}
_FEEDBACK = Shape({"text": plain(limits.BUTTON_TEXT), **_VALUE}, _ACCESSIBLE)


def _shape(kind: str, required: Mapping[str, Rule], optional: Mapping[str, Rule], *either: tuple[str, ...]) -> Shape:
    return Shape({"type": one_of(kind), **required}, optional, either)


IMAGE = _shape(
    "image",
    {"alt_text": string(limits.ALT_TEXT)},
    {"image_url": URL, "slack_file": Shape({}, {"id": IDENTIFIER, "url": URL}, (("id", "url"),))},
    ("image_url", "slack_file"),
)

_BUTTON = _shape(
    "button",
    {"text": plain(limits.BUTTON_TEXT)},
    {**_CONFIRMED, **_VALUE, **_ACCESSIBLE, "url": URL, "style": one_of("primary", "danger")},
)


def _static(kind: str, initial: Mapping[str, Rule]) -> Shape:
    lists = {
        "options": array(OPTION, limits.SELECT_OPTIONS),
        "option_groups": array(OPTION_GROUP, limits.SELECT_OPTIONS),
    }
    return _shape(kind, {}, {**_MENU, **lists, **initial}, ("options", "option_groups"))


_EXTERNAL: Mapping[str, Rule] = {**_MENU, "min_query_length": number(0, 100)}
_CONVERSATIONS: Mapping[str, Rule] = {
    **_MENU,
    "default_to_current_conversation": truth,
    "filter": Shape(
        {},
        {
            "include": array(one_of("im", "mpim", "private", "public")),
            "exclude_external_shared_channels": truth,
            "exclude_bot_users": truth,
        },
    ),
}
_RESPONDING: Mapping[str, Rule] = {"response_url_enabled": truth}

_SELECTS: Mapping[str, Rule] = {
    "static_select": _static("static_select", {"initial_option": OPTION}),
    "multi_static_select": _static("multi_static_select", {"initial_options": array(OPTION), **_MANY}),
    "external_select": _shape("external_select", {}, {**_EXTERNAL, "initial_option": OPTION}),
    "multi_external_select": _shape(
        "multi_external_select", {}, {**_EXTERNAL, "initial_options": array(OPTION), **_MANY}
    ),
    "users_select": _shape("users_select", {}, {**_MENU, "initial_user": IDENTIFIER}),
    "multi_users_select": _shape("multi_users_select", {}, {**_MENU, "initial_users": array(IDENTIFIER), **_MANY}),
    "conversations_select": _shape(
        "conversations_select", {}, {**_CONVERSATIONS, **_RESPONDING, "initial_conversation": IDENTIFIER}
    ),
    "multi_conversations_select": _shape(
        "multi_conversations_select", {}, {**_CONVERSATIONS, "initial_conversations": array(IDENTIFIER), **_MANY}
    ),
    "channels_select": _shape("channels_select", {}, {**_MENU, **_RESPONDING, "initial_channel": IDENTIFIER}),
    "multi_channels_select": _shape(
        "multi_channels_select", {}, {**_MENU, "initial_channels": array(IDENTIFIER), **_MANY}
    ),
}
_CHOICES: Mapping[str, Rule] = {
    "radio_buttons": _shape(
        "radio_buttons",
        {"options": array(CHOICE_OPTION, limits.CHOICE_OPTIONS)},
        {**_CONFIRMED, **_FOCUSED, "initial_option": CHOICE_OPTION},
    ),
    "checkboxes": _shape(
        "checkboxes",
        {"options": array(CHOICE_OPTION, limits.CHOICE_OPTIONS)},
        {**_CONFIRMED, **_FOCUSED, "initial_options": array(CHOICE_OPTION)},
    ),
    "datepicker": _shape("datepicker", {}, {**_MENU, "initial_date": _DATE}),
}
_OVERFLOW = _shape("overflow", {"options": array(OVERFLOW_OPTION, limits.OVERFLOW_OPTIONS)}, _CONFIRMED)
_PLAIN_TEXT_INPUT = _shape(
    "plain_text_input",
    {},
    {
        **_ACTION,
        **_FOCUSED,
        "initial_value": string(limits.INPUT_VALUE),
        "multiline": truth,
        "min_length": number(0, limits.INPUT_VALUE),
        "max_length": number(1, limits.INPUT_VALUE),
        "dispatch_action_config": Shape(
            {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)}
        ),
        "placeholder": plain(limits.PLACEHOLDER),
    },
)

ACTIONS: Mapping[str, Rule] = {"button": _BUTTON, **_SELECTS, **_CHOICES, "overflow": _OVERFLOW}
ACCESSORIES: Mapping[str, Rule] = {**ACTIONS, "image": IMAGE}
INPUTS: Mapping[str, Rule] = {**_SELECTS, **_CHOICES, "plain_text_input": _PLAIN_TEXT_INPUT}
CONTEXT_ACTIONS: Mapping[str, Rule] = {
    "feedback_buttons": _shape(
        "feedback_buttons", {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION
    ),
    "icon_button": _shape(
        "icon_button",
        {"icon": one_of("trash"), "text": plain(limits.BUTTON_TEXT)},
        {
            **_CONFIRMED,
            **_VALUE,
            **_ACCESSIBLE,
            "visible_to_user_ids": array(IDENTIFIER, limits.ICON_BUTTON_USERS),
        },
    ),
}
ALL = frozenset({*ACCESSORIES, *INPUTS, *CONTEXT_ACTIONS})
