"""What people fill in: the state of inputs, as views and messages carry it."""

import re
from collections.abc import Iterator, Mapping

from localslack.wire import Payload

REQUIRED = "Please complete this required field."
_SINGLE = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_TYPED = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
_MANY = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}
_ONE_OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
_MANY_OPTIONS = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})
_ATTACHED, _WRITTEN = "file_input", "rich_text_input"
_EMAIL, _WEB = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+"), re.compile(r"https?://[^\s/]+\S*")
_FORMS = {
    "email_text_input": (_EMAIL, "This is not an email address."),
    "url_text_input": (_WEB, "This is not a web address."),
    "number_input": (re.compile(r"-?\d+(\.\d+)?"), "This is not a number."),
}


def element_state(element: Payload, filled: str | None) -> Payload:
    """Return an element's state: what was filled in, or else what it began with.

    Args:
        element: An input or menu.
        filled: The text, the option's text or value, the id, date or file's name; several are separated by commas.
    """
    kind = element["type"]
    if kind in _SINGLE or kind in _MANY:
        key, initial = (_SINGLE | _MANY)[kind]
        chosen = filled.split(",") if filled is not None and kind in _MANY else filled
        return {"type": kind, key: element.get(initial) if chosen is None else chosen}
    if kind in _ONE_OPTION:
        option = element.get("initial_option") if filled is None else _option(element, filled)
        return {"type": kind, "selected_option": option}
    if kind in _MANY_OPTIONS:
        names = filled.split(",") if filled else []
        options = element.get("initial_options", []) if filled is None else [_option(element, name) for name in names]
        return {"type": kind, "selected_options": options}
    if kind == _ATTACHED:
        names = filled.split(",") if filled else []
        return {"type": kind, "files": [{"id": f"F{name}", "name": name} for name in names]}
    if kind == _WRITTEN:
        return {"type": kind, "rich_text_value": _rich_text(filled) if filled else element.get("initial_value")}
    return {"type": kind, "value": (element.get("initial_value") if filled is None else filled) or None}


def view_state(blocks: list[Payload], filled: Mapping[str, str]) -> dict[str, Payload]:
    """Return `state.values`: by block_id and action_id; `filled` is by action_id or block_id."""
    state: dict[str, Payload] = {}
    for block, element in _stateful(blocks):
        action_id = element.get("action_id", "")
        value = filled.get(action_id, filled.get(block["block_id"]))
        state.setdefault(block["block_id"], {})[action_id] = element_state(element, value)
    return state


def input_errors(blocks: list[Payload], state: Mapping[str, Payload]) -> dict[str, str]:
    """Return what Slack itself refuses before the app gets it: empty required fields, lengths, and wrong forms."""
    refused = {}
    for block, element in _stateful(blocks):
        if block["type"] != "input":
            continue
        values = state[block["block_id"]][element.get("action_id", "")]
        value = next(part for key, part in values.items() if key != "type")
        if not value and not block.get("optional"):
            refused[block["block_id"]] = REQUIRED
        elif isinstance(value, str) and (fault := _fault(element, value)):
            refused[block["block_id"]] = fault
    return refused


def _fault(element: Payload, value: str) -> str | None:
    """Return what Slack would say is wrong with a text that was filled in, if something is."""
    if not element.get("min_length", 0) <= len(value) <= element.get("max_length", len(value)):
        return "This text is too short or too long."
    form, refusal = _FORMS.get(element["type"], (None, None))
    if form and not form.fullmatch(value):
        return refusal
    if element["type"] == "number_input":
        lowest, highest = (float(element.get(name) or value) for name in ("min_value", "max_value"))
        if not lowest <= float(value) <= highest:
            return "This number is too low or too high."
    return None


def _rich_text(text: str) -> Payload:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _stateful(blocks: list[Payload]) -> Iterator[tuple[Payload, Payload]]:
    known = {*_SINGLE, *_MANY, *_ONE_OPTION, *_MANY_OPTIONS, *_TYPED, _ATTACHED, _WRITTEN} - {"overflow"}
    for block in blocks:
        own = [block[name] for name in ("accessory", "element") if name in block]
        for element in [*own, *(block.get("elements") or ())]:
            if element.get("type") in known:
                yield block, element


def _option(element: Payload, name: str) -> Payload:
    groups = element.get("option_groups") or ()
    offered = [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]
    for option in offered:
        if name in {option["value"], option["text"]["text"]}:
            found: Payload = option
            return found
    raise LookupError(f"There is no option {name!r}.")
