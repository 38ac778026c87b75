"""Block elements: what people click, choose and fill in.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Mapping

from localslack.blockkit import limits, rich_text
from localslack.blockkit.composition import (
    CHOICE_OPTION,
    CONFIRM,
    IDENTIFIER,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    URL,
    plain,
)
from localslack.blockkit.image_urls import image_url
from localslack.blockkit.rules import (
    ObjectRule,
    Rule,
    anything,
    array,
    by_type,
    matching,
    number,
    one_of,
    string,
    truth,
    typed,
)

_ACTION: Mapping[str, Rule] = {"action_id": IDENTIFIER}
_CONFIRMED: Mapping[str, Rule] = {**_ACTION, "confirm": CONFIRM}
_FOCUSED: Mapping[str, Rule] = {"focus_on_load": truth}
_MENU: Mapping[str, Rule] = {**_CONFIRMED, **_FOCUSED, "placeholder": plain(limits.PLACEHOLDER)}
_MANY: Mapping[str, Rule] = {"max_selected_items": number(1, limits.SELECT_OPTIONS)}
_DATE = matching(r"\d{4}-\d\d-\d\d", "2026-01-31")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "09:30")
_INSTANT = number(1_000_000_000, 9_999_999_999)  # seconds since 1970, in ten digits
_ACCESSIBLE: Mapping[str, Rule] = {"accessibility_label": string(limits.ACCESSIBILITY_LABEL)}
_VALUE: Mapping[str, Rule] = {"value": string(limits.BUTTON_VALUE)}
_FEEDBACK = ObjectRule({"text": plain(limits.BUTTON_TEXT), **_VALUE}, _ACCESSIBLE)


IMAGE = typed(
    "image",
    {"alt_text": string(limits.ALT_TEXT)},
    {"image_url": image_url, "slack_file": ObjectRule({}, {"id": IDENTIFIER, "url": URL}, (("id", "url"),))},
    ("image_url", "slack_file"),
)

_BUTTON = typed(
    "button",
    {"text": plain(limits.BUTTON_TEXT)},
    {**_CONFIRMED, **_VALUE, **_ACCESSIBLE, "url": URL, "style": one_of("primary", "danger")},
)


def _static(kind: str, initial: Mapping[str, Rule]) -> ObjectRule:
    lists = {
        "options": array(OPTION, limits.SELECT_OPTIONS),
        "option_groups": array(OPTION_GROUP, limits.SELECT_OPTIONS),
    }
    return typed(kind, {}, {**_MENU, **lists, **initial}, ("options", "option_groups"))


_EXTERNAL: Mapping[str, Rule] = {**_MENU, "min_query_length": number(0, 100)}
_CONVERSATIONS: Mapping[str, Rule] = {
    **_MENU,
    "default_to_current_conversation": truth,
    "filter": ObjectRule(
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
    "external_select": typed("external_select", {}, {**_EXTERNAL, "initial_option": OPTION}),
    "multi_external_select": typed(
        "multi_external_select", {}, {**_EXTERNAL, "initial_options": array(OPTION), **_MANY}
    ),
    "users_select": typed("users_select", {}, {**_MENU, "initial_user": IDENTIFIER}),
    "multi_users_select": typed("multi_users_select", {}, {**_MENU, "initial_users": array(IDENTIFIER), **_MANY}),
    "conversations_select": typed(
        "conversations_select", {}, {**_CONVERSATIONS, **_RESPONDING, "initial_conversation": IDENTIFIER}
    ),
    "multi_conversations_select": typed(
        "multi_conversations_select", {}, {**_CONVERSATIONS, "initial_conversations": array(IDENTIFIER), **_MANY}
    ),
    "channels_select": typed("channels_select", {}, {**_MENU, **_RESPONDING, "initial_channel": IDENTIFIER}),
    "multi_channels_select": typed(
        "multi_channels_select", {}, {**_MENU, "initial_channels": array(IDENTIFIER), **_MANY}
    ),
}
_CHOICES: Mapping[str, Rule] = {
    "radio_buttons": typed(
        "radio_buttons",
        {"options": array(CHOICE_OPTION, limits.CHOICE_OPTIONS)},
        {**_CONFIRMED, **_FOCUSED, "initial_option": CHOICE_OPTION},
    ),
    "checkboxes": typed(
        "checkboxes",
        {"options": array(CHOICE_OPTION, limits.CHOICE_OPTIONS)},
        {**_CONFIRMED, **_FOCUSED, "initial_options": array(CHOICE_OPTION)},
    ),
    "datepicker": typed("datepicker", {}, {**_MENU, "initial_date": _DATE}),
    "timepicker": typed("timepicker", {}, {**_MENU, "initial_time": _TIME, "timezone": IDENTIFIER}),
    "datetimepicker": typed("datetimepicker", {}, {**_CONFIRMED, **_FOCUSED, "initial_date_time": _INSTANT}),
}
_OVERFLOW = typed("overflow", {"options": array(OVERFLOW_OPTION, limits.OVERFLOW_OPTIONS)}, _CONFIRMED)
_WORKFLOW = ObjectRule(
    {
        "trigger": ObjectRule(
            {"url": URL},
            {"customizable_input_parameters": array(ObjectRule({"name": IDENTIFIER, "value": anything}))},
        )
    }
)
_WORKFLOW_BUTTON = typed(
    "workflow_button",
    {"text": plain(limits.BUTTON_TEXT), "workflow": _WORKFLOW},
    {**_ACTION, **_ACCESSIBLE, "style": one_of("primary", "danger")},
)

# What all that is typed has in common.
_TYPED: Mapping[str, Rule] = {
    **_ACTION,
    **_FOCUSED,
    "placeholder": plain(limits.PLACEHOLDER),
    "dispatch_action_config": ObjectRule(
        {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)}
    ),
}
_INITIAL_TEXT: Mapping[str, Rule] = {"initial_value": string(limits.INPUT_VALUE)}
_NUMERAL = matching(r"-?\d+(\.\d+)?", "12.5")
_TYPED_INPUTS: Mapping[str, Rule] = {
    "plain_text_input": typed(
        "plain_text_input",
        {},
        {
            **_TYPED,
            **_INITIAL_TEXT,
            "multiline": truth,
            "min_length": number(0, limits.INPUT_VALUE),
            "max_length": number(1, limits.INPUT_VALUE),
        },
    ),
    "email_text_input": typed("email_text_input", {}, {**_TYPED, **_INITIAL_TEXT}),
    "url_text_input": typed("url_text_input", {}, {**_TYPED, **_INITIAL_TEXT}),
    "number_input": typed(
        "number_input",
        {"is_decimal_allowed": truth},
        {**_TYPED, "initial_value": _NUMERAL, "min_value": _NUMERAL, "max_value": _NUMERAL},
    ),
    "rich_text_input": typed("rich_text_input", {}, {**_TYPED, "initial_value": by_type(rich_text.BLOCK)}),
    "file_input": typed(
        "file_input",
        {},
        {**_ACTION, "filetypes": array(string(limits.ID)), "max_files": number(1, limits.FILES)},
    ),
}

ACTIONS: Mapping[str, Rule] = {
    "button": _BUTTON,
    "workflow_button": _WORKFLOW_BUTTON,
    **_SELECTS,
    **_CHOICES,
    "overflow": _OVERFLOW,
}
BUTTONS: Mapping[str, Rule] = {"button": _BUTTON}
ACCESSORIES: Mapping[str, Rule] = {**ACTIONS, "image": IMAGE}
INPUTS: Mapping[str, Rule] = {**_SELECTS, **_CHOICES, **_TYPED_INPUTS}
CONTEXT_ACTIONS: Mapping[str, Rule] = {
    "feedback_buttons": typed(
        "feedback_buttons", {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION
    ),
    "icon_button": typed(
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
