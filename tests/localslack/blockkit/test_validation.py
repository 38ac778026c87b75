import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    DividerBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from localslack.blockkit import limits, validate
from tests.localslack.blockkit.cases import BROKEN, SOUND, plain
from tests.localslack.blockkit.newer import NEWER_BROKEN, NEWER_SOUND
from tests.localslack.shared import shared

ALL_BROKEN = {**BROKEN, **NEWER_BROKEN}


@pytest.mark.parametrize("name", ALL_BROKEN)
def test_a_broken_payload_is_told_with_its_place(name: str) -> None:
    payload, pointer, code = ALL_BROKEN[name]
    assert [(fault.pointer, fault.code) for fault in validate(payload)] == [(pointer, code)]


def test_all_faults_are_told_at_once() -> None:
    faults = validate([{"type": "header", "text": plain("")}, {"type": "sektion"}])
    assert [fault.pointer for fault in faults] == ["/0/text/text", "/1/type"]


@pytest.mark.parametrize("payload", [*SOUND, *NEWER_SOUND])
def test_a_sound_payload_has_no_fault(payload: object) -> None:
    assert validate(payload) == []


def test_what_slack_sdk_makes_is_taken() -> None:
    blocks: list[Block] = [
        HeaderBlock(text="Header"),
        SectionBlock(text=MarkdownTextObject(text="*Hello*"), accessory=ButtonElement(text="Go", action_id="go")),
        ContextBlock(elements=[MarkdownTextObject(text="source")]),
        DividerBlock(),
        ImageBlock(image_url="https://example.org/a.png", alt_text="A"),
        ActionsBlock(elements=[StaticSelectElement(action_id="pick", options=[Option(text="One", value="1")])]),
        ContextActionsBlock(
            elements=[
                FeedbackButtonsElement(
                    action_id="feedback",
                    positive_button=FeedbackButtonObject(text="Good", value="good"),
                    negative_button=FeedbackButtonObject(text="Bad", value="bad"),
                )
            ]
        ),
    ]
    assert validate([block.to_dict() for block in blocks]) == []
    ask = InputBlock(label="Question", element=PlainTextInputElement(action_id="question", multiline=True))
    assert validate(View(type="modal", title="Ask", submit="Send", blocks=[ask]).to_dict()) == []


def test_the_numbers_are_slacks() -> None:
    facts = shared("block-limits.json")
    expected = {
        "ID": facts["action_id"]["max_length"],
        "URL": facts["button"]["url"]["max_length"],
        "BUTTON_TEXT": facts["button"]["text"]["max_length"],
        "BUTTON_VALUE": facts["button"]["value"]["max_length"],
        "ACCESSIBILITY_LABEL": facts["button"]["accessibility_label"]["max_length"],
        "CONFIRM_TITLE": facts["confirmation"]["title"]["max_length"],
        "CONFIRM_TEXT": facts["confirmation"]["text"]["max_length"],
        "CONFIRM_BUTTON": facts["confirmation"]["deny"]["max_length"],
        "OPTION_TEXT": facts["option"]["text"]["max_length"],
        "OPTION_VALUE": facts["option"]["value"]["max_length"],
        "OPTION_GROUP_LABEL": facts["option_group"]["label"]["max_length"],
        "PLACEHOLDER": facts["select"]["placeholder"]["max_length"],
        "SELECT_OPTIONS": facts["select"]["options"]["max_items"],
        "OVERFLOW_OPTIONS": facts["overflow"]["options"]["max_items"],
        "CHOICE_OPTIONS": facts["radio_buttons"]["options"]["max_items"],
        "INPUT_VALUE": facts["plain_text_input"]["max_length"]["max"],
        "INPUT_LABEL": facts["input"]["label"]["max_length"],
        "TEXT": facts["text"]["max_length"],
        "SECTION_FIELDS": facts["section"]["fields"]["max_items"],
        "SECTION_FIELD": facts["section"]["fields"]["item_max_length"],
        "HEADER": facts["header"]["text"]["max_length"],
        "ALT_TEXT": facts["image"]["alt_text"]["max_length"],
        "ACTIONS": facts["actions"]["elements"]["max_items"],
        "CONTEXT": facts["context"]["elements"]["max_items"],
        "CONTEXT_ACTIONS": facts["context_actions"]["elements"]["max_items"],
        "ICON_BUTTON_USERS": facts["icon_button"]["visible_to_user_ids"]["max_items"],
        "MARKDOWN": facts["markdown"]["text"]["max_length"],
        "FILES": facts["file_input"]["max_files"]["max"],
        "VIDEO_TEXT": facts["video"]["title"]["max_length"],
        "VIDEO_NAME": facts["video"]["author_name"]["max_length"],
        "ALERT": facts["alert"]["text"]["max_length"],
        "CARD_TITLE": facts["card"]["title"]["max_length"],
        "CARD_BODY": facts["card"]["body"]["max_length"],
        "CARD_ACTIONS": facts["card"]["actions"]["max_items"],
        "CAROUSEL_CARDS": facts["carousel"]["elements"]["max_items"],
        "CONTAINER_TITLE": facts["container"]["title"]["max_length"],
        "CONTAINER_BLOCKS": facts["container"]["child_blocks"]["max_items"],
        "DATA_TABLE_ROWS": facts["data_table"]["rows"]["max_items"],
        "TABLE_COLUMNS": facts["data_table"]["columns"]["max_items"],
        "DATA_TABLE_PAGE": facts["data_table"]["page_size"]["max"],
        "DATA_TABLE_CONTENT": facts["data_table"]["content"]["max_length"],
        "CHART_TITLE": facts["data_visualization"]["title"]["max_length"],
        "CHART_PARTS": facts["data_visualization"]["series"]["max_items"],
        "CHART_POINTS": facts["data_visualization"]["data"]["max_items"],
        "CHART_LABEL": facts["data_visualization"]["point_label"]["max_length"],
        "CHART_AXIS": facts["data_visualization"]["axis_label"]["max_length"],
        "VIEW_BLOCKS": facts["view"]["blocks"]["max_items"],
        "VIEW_TITLE": facts["view"]["title"]["max_length"],
        "PRIVATE_METADATA": facts["view"]["private_metadata"]["max_length"],
    }
    assert {name: getattr(limits, name) for name in expected} == expected


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "blocks", "elements", "element", "options", "initial_option"]), inner
        )
    ),
    max_leaves=12,
)


BLOCKS = st.lists(
    st.builds(
        lambda kind, rest: {"type": kind, **rest},
        st.sampled_from(["section", "actions", "input", "modal"]),
        st.dictionaries(st.sampled_from(["text", "elements", "element", "accessory", "block_id"]), JSON_VALUES),
    )
)


@given(JSON_VALUES | BLOCKS)
def test_no_json_whatever_breaks_the_judge(payload: object) -> None:
    for fault in validate(payload):
        assert fault.pointer == "" or fault.pointer.startswith("/")
