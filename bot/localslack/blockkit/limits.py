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
MESSAGE_TEXT: Final = 40_000
