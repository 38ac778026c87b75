"""Payloads that Slack takes and payloads that it refuses."""

from typing import Any

Json = Any


def plain(text: str = "text") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "text") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**parts: Json) -> Json:
    return {"type": "section", "text": mrkdwn(), **parts}


def button(**parts: Json) -> Json:
    return {"type": "button", "text": plain(), "action_id": "go", **parts}


def option(text: str = "One", value: str = "1") -> Json:
    return {"text": plain(text), "value": value}


GROUPS = [{"label": plain(), "options": [option()]}]


def select(**parts: Json) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option()], **parts}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def text_input(**parts: Json) -> Json:
    element = {"type": "plain_text_input", "action_id": "fill"}
    return {"type": "input", "label": plain(), "element": element, **parts}


CHOICE = {"text": plain(), "value": "good"}


def feedback(**parts: Json) -> Json:
    buttons = {"type": "feedback_buttons", "positive_button": CHOICE, "negative_button": CHOICE, **parts}
    return {"type": "context_actions", "elements": [buttons]}


def modal(*blocks: Json, **parts: Json) -> Json:
    return {"type": "modal", "title": plain(), "blocks": list(blocks), **parts}


def rich_text(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


BROKEN = {
    "51 blocks": ([{"type": "divider"}] * 51, "", "too_many"),
    "101 blocks in a view": (modal(*[{"type": "divider"}] * 101), "/blocks", "too_many"),
    "a view without blocks": (modal(), "/blocks", "too_few"),
    "no block at all": (["divider"], "/0", "wrong_type"),
    "no type": ([{"text": mrkdwn()}], "/0", "missing"),
    "an unknown block": ([{"type": "sektion"}], "/0/type", "unknown_type"),
    "a type that is no word": ([{"type": []}], "/0/type", "unknown_type"),
    "a word where truth is asked for": ([section(expand="yes")], "/0/expand", "wrong_type"),
    "elements that are no list": ([{"type": "actions", "elements": button()}], "/0/elements", "wrong_type"),
    "a divider that is a list": ([["divider"]], "/0", "wrong_type"),
    "a confirmation that is a text": ([actions(button(confirm="sure?"))], "/0/elements/0/confirm", "wrong_type"),
    "a length that is a text": (
        modal(text_input(element={"type": "plain_text_input", "max_length": "3"}), submit=plain()),
        "/blocks/0/element/max_length",
        "wrong_type",
    ),
    "a typo in a key": ([section(acessory=button())], "/0/acessory", "unknown_key"),
    "a key of another text type": ([section(text={**mrkdwn(), "emoji": True})], "/0/text/emoji", "unknown_key"),
    "a section with nothing": ([{"type": "section"}], "/0", "missing"),
    "empty text": ([section(text=mrkdwn(""))], "/0/text/text", "too_short"),
    "text of 3001": ([section(text=mrkdwn("x" * 3001))], "/0/text/text", "too_long"),
    "text that is a string": ([section(text="text")], "/0/text", "wrong_type"),
    "text that is a number": ([section(text=mrkdwn(7))], "/0/text/text", "wrong_type"),  # type: ignore[arg-type]
    "eleven fields": ([section(fields=[mrkdwn()] * 11)], "/0/fields", "too_many"),
    "a field of 2001": ([section(fields=[mrkdwn("x" * 2001)])], "/0/fields/0/text", "too_long"),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn()}], "/0/text/type", "not_allowed"),
    "a header of 151": ([{"type": "header", "text": plain("x" * 151)}], "/0/text/text", "too_long"),
    "a header without text": ([{"type": "header"}], "/0", "missing"),
    "a divider with text": ([{"type": "divider", "text": plain()}], "/0/text", "unknown_key"),
    "an unknown accessory": ([section(accessory={"type": "slider"})], "/0/accessory/type", "unknown_type"),
    "an input as accessory": (
        [section(accessory={"type": "plain_text_input"})],
        "/0/accessory/type",
        "not_allowed",
    ),
    "eleven context elements": ([{"type": "context", "elements": [mrkdwn()] * 11}], "/0/elements", "too_many"),
    "no context element": ([{"type": "context", "elements": []}], "/0/elements", "too_few"),
    "a button in a context": ([{"type": "context", "elements": [button()]}], "/0/elements/0/type", "unknown_type"),
    "no actions": ([actions()], "/0/elements", "too_few"),
    "26 actions": ([actions(*[button(action_id=f"a{n}") for n in range(26)])], "/0/elements", "too_many"),
    "a text input among actions": ([actions({"type": "plain_text_input"})], "/0/elements/0/type", "not_allowed"),
    "a button in mrkdwn": ([actions(button(text=mrkdwn()))], "/0/elements/0/text/type", "not_allowed"),
    "a button's text of 76": ([actions(button(text=plain("x" * 76)))], "/0/elements/0/text/text", "too_long"),
    "a button's value of 2001": ([actions(button(value="x" * 2001))], "/0/elements/0/value", "too_long"),
    "a button's empty value": ([actions(button(value=""))], "/0/elements/0/value", "too_short"),
    "an unknown style": ([actions(button(style="green"))], "/0/elements/0/style", "not_allowed"),
    "an action_id of 256": ([actions(button(action_id="x" * 256))], "/0/elements/0/action_id", "too_long"),
    "a confirmation without title": (
        [actions(button(confirm={"text": plain(), "confirm": plain(), "deny": plain()}))],
        "/0/elements/0/confirm",
        "missing",
    ),
    "one action_id twice in a block": ([actions(button(), button())], "/0/elements/1/action_id", "duplicate"),
    "one block_id twice": ([section(block_id="b"), section(block_id="b")], "/1/block_id", "duplicate"),
    "option text of 76": (
        [actions(select(options=[option("x" * 76)]))],
        "/0/elements/0/options/0/text/text",
        "too_long",
    ),
    "option value of 151": (
        [actions(select(options=[option(value="x" * 151)]))],
        "/0/elements/0/options/0/value",
        "too_long",
    ),
    "101 options": ([actions(select(options=[option()] * 101))], "/0/elements/0/options", "too_many"),
    "no options": ([actions(select(options=[]))], "/0/elements/0/options", "too_few"),
    "options and groups": (
        [actions(select(option_groups=GROUPS))],
        "/0/elements/0",
        "missing",
    ),
    "an initial option that is not offered": (
        [actions(select(initial_option=option("Two", "2")))],
        "/0/elements/0/initial_option",
        "not_allowed",
    ),
    "six overflow options": (
        [section(accessory={"type": "overflow", "options": [option()] * 6})],
        "/0/accessory/options",
        "too_many",
    ),
    "eleven radio buttons": (
        [actions({"type": "radio_buttons", "options": [option()] * 11})],
        "/0/elements/0/options",
        "too_many",
    ),
    "no date": (
        [actions({"type": "datepicker", "initial_date": "31-01-2026"})],
        "/0/elements/0/initial_date",
        "wrong_format",
    ),
    "an image without alt text": ([{"type": "image", "image_url": "https://example.org"}], "/0", "missing"),
    "an image without source": ([{"type": "image", "alt_text": "a cat"}], "/0", "missing"),
    "empty markdown": ([{"type": "markdown", "text": ""}], "/0/text", "too_short"),
    "markdown of 12,001 in two": ([{"type": "markdown", "text": "x" * 6001}] * 2, "", "too_long"),
    "markdown in a modal": (modal({"type": "markdown", "text": "x"}), "/blocks/0/type", "not_allowed"),
    "feedback in a modal": (modal(feedback()), "/blocks/0/type", "not_allowed"),
    "feedback on the home": ({"type": "home", "blocks": [feedback()]}, "/blocks/0/type", "not_allowed"),
    "feedback among actions": ([actions(feedback()["elements"][0])], "/0/elements/0/type", "not_allowed"),
    "feedback with one button": (
        [{"type": "context_actions", "elements": [{"type": "feedback_buttons", "positive_button": CHOICE}]}],
        "/0/elements/0",
        "missing",
    ),
    "six context actions": (
        [{"type": "context_actions", "elements": feedback()["elements"] * 6}],
        "/0/elements",
        "too_many",
    ),
    "an input without submit": (modal(text_input()), "/submit", "missing"),
    "an input without label": (
        modal({"type": "input", "element": {"type": "plain_text_input"}}, submit=plain()),
        "/blocks/0",
        "missing",
    ),
    "a button as input": (
        modal(text_input(element=button()), submit=plain()),
        "/blocks/0/element/type",
        "not_allowed",
    ),
    "too long an input": (
        modal(text_input(element={"type": "plain_text_input", "max_length": 3001}), submit=plain()),
        "/blocks/0/element/max_length",
        "out_of_range",
    ),
    "two focused inputs": (
        modal(
            *(text_input(element={"type": "plain_text_input", "focus_on_load": True}) for _ in range(2)),
            submit=plain(),
        ),
        "/blocks",
        "duplicate",
    ),
    "a title of 25": (modal(section(), title=plain("x" * 25)), "/title/text", "too_long"),
    "no title": ({"type": "modal", "blocks": [section()]}, "", "missing"),
    "a title in mrkdwn": (modal(section(), title=mrkdwn()), "/title/type", "not_allowed"),
    "private metadata of 3001": (modal(section(), private_metadata="x" * 3001), "/private_metadata", "too_long"),
    "a title on the home": ({"type": "home", "title": plain(), "blocks": [section()]}, "/title", "unknown_key"),
    "a view of an unknown type": ({"type": "page", "blocks": []}, "/type", "unknown_type"),
    "rich text with a stray element": (
        [rich_text({"type": "rich_text_section", "elements": [{"type": "word"}]})],
        "/0/elements/0/elements/0/type",
        "unknown_type",
    ),
    "a list of text in rich text": (
        [rich_text({"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "a"}]})],
        "/0/elements/0/elements/0/type",
        "unknown_type",
    ),
    "rich text without words": (
        [rich_text({"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]})],
        "/0/elements/0/elements/0/text",
        "too_short",
    ),
    "a message with a typo": ({"text": "a", "block": []}, "/block", "unknown_key"),
    "a message with nothing": ({"text": " "}, "", "missing"),
    "a message with a bad block": ({"text": "a", "blocks": [{"type": "x"}]}, "/blocks/0/type", "unknown_type"),
    "a number": (7, "", "wrong_type"),
}

SOUND: list[Json] = [
    [],
    [section(accessory=button(style="primary", value="x" * 2000), block_id="b"), {"type": "divider"}],
    [section(fields=[plain("x" * 2000), mrkdwn()], expand=True)],
    [actions(select(initial_option=option())), actions({"type": "static_select", "option_groups": GROUPS})],
    [
        {
            "type": "context",
            "elements": [plain(), {"type": "image", "image_url": "https://x.org", "alt_text": "x"}],
        }
    ],
    [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x", "title": plain()}],
    [feedback(action_id="feedback"), {"type": "markdown", "text": "# Title"}],
    [actions(button(action_id="same")), actions(button(action_id="same"))],
    modal(text_input(optional=True, hint=plain()), submit=plain(), close=plain(), notify_on_close=True),
    modal(section(), private_metadata="", callback_id="x" * 255),
    {"type": "home", "blocks": [section()]},
    {"text": "hello"},
    {"blocks": [section()], "response_type": "ephemeral"},
    [actions({"type": "users_select"}, {"type": "conversations_select", "filter": {"include": ["im"]}})],
    [actions({"type": "checkboxes", "options": [{"text": mrkdwn(), "value": "1", "description": mrkdwn()}]})],
    [
        rich_text(
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "a", "style": {"bold": True}},
                    {"type": "user", "user_id": "U1"},
                    {"type": "link", "url": "https://x.org", "text": "x"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 1,
                "elements": [{"type": "rich_text_section", "elements": [{"type": "emoji", "name": "wave"}]}],
            },
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}], "border": 0},
        )
    ],
]
