"""Payloads with the blocks and inputs that came later: sound ones, and what is wrong with broken ones."""

from tests.localslack.blockkit.cases import CHOICE, Json, actions, button, feedback, modal, mrkdwn, plain, rich_text

LINE = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
PICTURE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a"}
CELL = {"type": "raw_text", "text": "x"}
AXES = {"categories": ["a"], "x_label": "x", "y_label": "y"}
SERIES = [{"name": "one", "data": [{"label": "a", "value": 1}]}]
WORKFLOW = {"trigger": {"url": "https://slack.com/shortcuts/Ft1/xyz"}}
SUBMIT = {"submit": plain()}


def input_block(kind: str, **parts: Json) -> Json:
    return modal({"type": "input", "label": plain(), "element": {"type": kind, "action_id": "a", **parts}}, **SUBMIT)


def video(**parts: Json) -> Json:
    url = "https://example.org/v"
    return {"type": "video", "alt_text": "a", "title": plain(), "thumbnail_url": url, "video_url": url, **parts}


def table(*rows: Json, **parts: Json) -> Json:
    return {"type": "table", "rows": list(rows), **parts}


def data_table(*rows: Json, **parts: Json) -> Json:
    return {"type": "data_table", "caption": "numbers", "rows": list(rows), **parts}


def card(**parts: Json) -> Json:
    return {"type": "card", "title": mrkdwn(), **parts}


def chart(kind: str, **parts: Json) -> Json:
    return {"type": "data_visualization", "title": "chart", "chart": {"type": kind, **parts}}


def pie(*segments: tuple[str, float]) -> Json:
    return chart("pie", segments=[{"label": label, "value": value} for label, value in segments])


def container(*blocks: Json, **parts: Json) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": list(blocks), **parts}


def icon(**parts: Json) -> Json:
    return {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain(), **parts}],
    }


NEWER_SOUND: list[Json] = [
    input_block("timepicker", initial_time="23:59", timezone="Europe/Amsterdam"),
    input_block("datetimepicker", initial_date_time=1_700_000_000),
    input_block("email_text_input", initial_value="a@example.org", placeholder=plain()),
    input_block("url_text_input", initial_value="https://example.org"),
    input_block("number_input", is_decimal_allowed=True, min_value="-1.5", max_value="7"),
    input_block("file_input", filetypes=["pdf"], max_files=10),
    input_block("rich_text_input", initial_value=rich_text(LINE)),
    input_block("multi_users_select", initial_users=["U1"], max_selected_items=3),
    modal({"type": "alert", "text": plain(), "level": "warning"}),
    [actions({"type": "workflow_button", "text": plain(), "workflow": WORKFLOW, "action_id": "w"})],
    [video(title_url="https://example.org", author_name="a", description=plain(), provider_name="p")],
    [table([CELL, {"type": "raw_number", "value": 1.5}], column_settings=[None, {"align": "right"}])],
    [data_table([CELL], [rich_text(LINE)], page_size=5, row_header_column_index=0)],
    [data_table([CELL], [{"type": "action", "element": button()}])],
    [card(icon=PICTURE, hero_image=PICTURE, body=mrkdwn(), actions=[button()])],
    modal(card()),
    [{"type": "carousel", "elements": [card()]}],
    {"type": "home", "blocks": [{"type": "carousel", "elements": [card()]}]},
    [container({"type": "divider"}, width="wide", is_collapsible=True, subtitle=mrkdwn(), icon=PICTURE)],
    [pie(("a", 1)), chart("line", series=SERIES, axis_config=AXES)],
    [{"type": "task_card", "task_id": "1", "title": "t", "status": "complete", "details": rich_text(LINE)}],
    [{"type": "plan", "title": "t", "tasks": [{"type": "task_card", "task_id": "1", "title": "t"}]}],
    [icon(visible_to_user_ids=["U1"])],
]

FIRST = "/blocks/0/element"
NEWER_BROKEN: dict[str, tuple[Json, str, str]] = {
    "no such hour": (input_block("timepicker", initial_time="24:00"), f"{FIRST}/initial_time", "wrong_format"),
    "an instant in words": (
        input_block("datetimepicker", initial_date_time="now"),
        f"{FIRST}/initial_date_time",
        "wrong_type",
    ),
    "an instant before its time": (
        input_block("datetimepicker", initial_date_time=5),
        f"{FIRST}/initial_date_time",
        "out_of_range",
    ),
    "a multiline e-mail": (input_block("email_text_input", multiline=True), f"{FIRST}/multiline", "unknown_key"),
    "a number without its kind": (input_block("number_input"), FIRST, "missing"),
    "a bound that is no numeral": (
        input_block("number_input", is_decimal_allowed=False, min_value=3),
        f"{FIRST}/min_value",
        "wrong_format",
    ),
    "eleven files": (input_block("file_input", max_files=11), f"{FIRST}/max_files", "out_of_range"),
    "rich text that begins as words": (
        input_block("rich_text_input", initial_value="x"),
        f"{FIRST}/initial_value",
        "wrong_type",
    ),
    "a file input in a message's actions": ([actions({"type": "file_input"})], "/0/elements/0/type", "not_allowed"),
    "a workflow button without workflow": (
        [actions({"type": "workflow_button", "text": plain()})],
        "/0/elements/0",
        "missing",
    ),
    "no users to begin with": (
        input_block("multi_users_select", initial_users=[]),
        f"{FIRST}/initial_users",
        "too_few",
    ),
    "a video over http": ([video(video_url="http://example.org")], "/0/video_url", "wrong_format"),
    "a video's author of 51": ([video(author_name="x" * 51)], "/0/author_name", "too_long"),
    "a video without title": ([{**video(), "title": mrkdwn()}], "/0/title/type", "not_allowed"),
    "two tables": ([table([CELL]), table([CELL])], "", "too_many"),
    "101 rows": ([table(*[[CELL]] * 101)], "/0/rows", "too_many"),
    "21 columns": ([table([CELL] * 21)], "/0/rows/0", "too_many"),
    "a cell in mrkdwn": ([table([mrkdwn()])], "/0/rows/0/0/type", "unknown_type"),
    "an unknown alignment": (
        [table([CELL], column_settings=[{"align": "top"}])],
        "/0/column_settings/0/align",
        "not_allowed",
    ),
    "a table in a modal": (modal(table([CELL])), "/blocks/0/type", "not_allowed"),
    "a data table of one row": ([data_table([CELL])], "/0/rows", "too_few"),
    "rows of different widths": ([data_table([CELL], [CELL, CELL])], "/0/rows/1", "wrong_width"),
    "a data table of 20,001 characters": (
        [data_table([CELL], [{"type": "raw_text", "text": "x" * 20_000}])],
        "/0/rows",
        "too_long",
    ),
    "an empty cell": ([data_table([CELL], [{**CELL, "text": ""}])], "/0/rows/1/0/text", "too_short"),
    "an empty card": ([{"type": "card"}], "/0", "missing"),
    "a card's body of 201": ([card(body=mrkdwn("x" * 201))], "/0/body/text", "too_long"),
    "four buttons on a card": ([card(actions=[button()] * 4)], "/0/actions", "too_many"),
    "a menu on a card": ([card(actions=[{"type": "overflow"}])], "/0/actions/0/type", "not_allowed"),
    "an empty carousel": ([{"type": "carousel", "elements": []}], "/0/elements", "too_few"),
    "a carousel in a modal": (modal({"type": "carousel", "elements": [card()]}), "/blocks/0/type", "not_allowed"),
    "a divider in a carousel": (
        [{"type": "carousel", "elements": [{"type": "divider"}]}],
        "/0/elements/0/type",
        "unknown_type",
    ),
    "an alert in a message": ([{"type": "alert", "text": plain()}], "/0/type", "not_allowed"),
    "an alert of 201": (modal({"type": "alert", "text": plain("x" * 201)}), "/blocks/0/text/text", "too_long"),
    "an alert of an unknown level": (
        modal({"type": "alert", "text": plain(), "level": "panic"}),
        "/blocks/0/level",
        "not_allowed",
    ),
    "a container in a container": ([container(container())], "/0/child_blocks/0/type", "unknown_type"),
    "eleven blocks in a container": ([container(*[{"type": "divider"}] * 11)], "/0/child_blocks", "too_many"),
    "a container with two titles": (
        [container({"type": "divider"}, rich_text_title=rich_text(LINE))],
        "/0",
        "missing",
    ),
    "a segment of nothing": ([pie(("a", 0))], "/0/chart/segments/0/value", "out_of_range"),
    "a label of 21": ([pie(("x" * 21, 1))], "/0/chart/segments/0/label", "too_long"),
    "a number in words": (
        [pie(("a", "one"))],  # type: ignore[arg-type]
        "/0/chart/segments/0/value",
        "wrong_type",
    ),
    "a chart without axes": ([chart("bar", series=SERIES)], "/0/chart", "missing"),
    "a chart of an unknown kind": ([chart("radar")], "/0/chart/type", "unknown_type"),
    "three charts": ([pie(("a", 1))] * 3, "", "too_many"),
    "a task of an unknown status": (
        [{"type": "task_card", "task_id": "1", "title": "t", "status": "late"}],
        "/0/status",
        "not_allowed",
    ),
    "a file that the app sends": (
        [{"type": "file", "external_id": "1", "source": "remote"}],
        "/0/type",
        "not_allowed",
    ),
    "an icon that there is not": ([icon(icon="pencil")], "/0/elements/0/icon", "not_allowed"),
    "eleven people who see an icon": (
        [icon(visible_to_user_ids=["U1"] * 11)],
        "/0/elements/0/visible_to_user_ids",
        "too_many",
    ),
    "feedback's text of 76": (
        [feedback(positive_button={**CHOICE, "text": plain("x" * 76)})],
        "/0/elements/0/positive_button/text/text",
        "too_long",
    ),
}
