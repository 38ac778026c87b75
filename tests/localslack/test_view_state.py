from typing import Any

import pytest

from localslack.view_state import element_state, input_errors, view_state

ONE = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
TWO = {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}

RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hello"}]}],
}


@pytest.mark.parametrize(
    ("element", "filled", "state"),
    [
        ({"type": "plain_text_input"}, "text", {"value": "text"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "plain_text_input", "initial_value": "first"}, None, {"value": "first"}),
        ({"type": "static_select", "options": [ONE, TWO]}, "Two", {"selected_option": TWO}),
        ({"type": "static_select", "options": [ONE], "initial_option": ONE}, None, {"selected_option": ONE}),
        ({"type": "static_select", "option_groups": [{"options": [ONE]}]}, "1", {"selected_option": ONE}),
        ({"type": "checkboxes", "options": [ONE, TWO]}, "1,2", {"selected_options": [ONE, TWO]}),
        ({"type": "checkboxes", "options": [ONE]}, "", {"selected_options": []}),
        ({"type": "checkboxes", "options": [ONE], "initial_options": [ONE]}, None, {"selected_options": [ONE]}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "datepicker", "initial_date": "2026-01-31"}, None, {"selected_date": "2026-01-31"}),
        ({"type": "multi_users_select"}, "U1,U2", {"selected_users": ["U1", "U2"]}),
        ({"type": "file_input"}, "a.png", {"files": [{"id": "Fa.png", "name": "a.png"}]}),
        ({"type": "file_input"}, None, {"files": []}),
        ({"type": "rich_text_input"}, "hello", {"rich_text_value": RICH}),
        ({"type": "rich_text_input", "initial_value": RICH}, None, {"rich_text_value": RICH}),
    ],
)
def test_an_element_holds_what_was_filled_in_or_what_it_began_with(
    element: dict[str, Any], filled: str | None, state: dict[str, Any]
) -> None:
    assert element_state(element, filled) == {"type": element["type"], **state}


def test_only_what_can_be_filled_in_has_a_state() -> None:
    button = {"type": "button", "action_id": "go"}
    menu = {"type": "users_select", "action_id": "who"}
    blocks = [{"type": "actions", "block_id": "row", "elements": [button, menu]}]
    assert view_state(blocks, {"who": "U1"}) == {"row": {"who": {"type": "users_select", "selected_user": "U1"}}}


@pytest.mark.parametrize(
    ("element", "good", "bad"),
    [
        ({"type": "email_text_input"}, "alice@example.com", "alice"),
        ({"type": "url_text_input"}, "https://example.com/a", "example"),
        ({"type": "number_input"}, "-4.5", "four"),
        ({"type": "number_input", "min_value": "1", "max_value": "5"}, "5", "6"),
        ({"type": "plain_text_input", "max_length": 3}, "abc", "abcd"),
        ({"type": "file_input"}, "a.png", ""),
        ({"type": "rich_text_input"}, "hello", ""),
    ],
)
def test_slack_itself_refuses_what_has_not_the_asked_form(element: dict[str, Any], good: str, bad: str) -> None:
    blocks = [{"type": "input", "block_id": "b", "element": {**element, "action_id": "a"}}]

    assert input_errors(blocks, view_state(blocks, {"a": good})) == {}
    assert input_errors(blocks, view_state(blocks, {"a": bad})).keys() == {"b"}
