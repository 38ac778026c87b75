"""Block Kit's numbers: the most characters of a text, the most items of a list.

From https://docs.slack.dev/reference/block-kit and the pages below it.
"""

from typing import Final

ID: Final = 255
URL: Final = 3000
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2000
ACCESSIBILITY_LABEL: Final = 75
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
OPTION_GROUP_LABEL: Final = 75
PLACEHOLDER: Final = 150
SELECT_OPTIONS: Final = 100
OVERFLOW_OPTIONS: Final = 5
CHOICE_OPTIONS: Final = 10
INPUT_VALUE: Final = 3000
INPUT_LABEL: Final = 2000
TEXT: Final = 3000
SECTION_FIELDS: Final = 10
SECTION_FIELD: Final = 2000
HEADER: Final = 150
ALT_TEXT: Final = 2000
IMAGE_TITLE: Final = 2000
ACTIONS: Final = 25
CONTEXT: Final = 10
CONTEXT_ACTIONS: Final = 5
ICON_BUTTON_USERS: Final = 10
MARKDOWN: Final = 12_000  # all markdown blocks of a message together
MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
VIEW_TITLE: Final = 24
PRIVATE_METADATA: Final = 3000
FILES: Final = 10  # of one file_input
VIDEO_TEXT: Final = 200
VIDEO_NAME: Final = 50
ALERT: Final = 200
CARD_TITLE: Final = 150
CARD_BODY: Final = 200
CARD_ACTIONS: Final = 3
CAROUSEL_CARDS: Final = 10
CONTAINER_TITLE: Final = 150
CONTAINER_BLOCKS: Final = 10
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
DATA_TABLE_ROWS: Final = 201
DATA_TABLE_PAGE: Final = 100
DATA_TABLE_CONTENT: Final = 20_000
CHART_TITLE: Final = 50
CHART_PARTS: Final = 12
CHART_POINTS: Final = 20
CHART_LABEL: Final = 20
CHART_AXIS: Final = 50
MESSAGE_TEXT: Final = 40_000
# How many of a kind one message may have.
A_MESSAGE: Final = {"table": 1, "data_visualization": 2}
