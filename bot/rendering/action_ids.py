"""The names of the buttons: what rendering writes and the Slack listeners read. A value is an id, nothing else."""

from typing import Final

ARTICLE_BUTTON: Final = "article:"
"""Followed by an article's slug; it carries the trace id of the question, or that there is none."""

NONE_OF_THESE_BUTTON: Final = "none-of-these"

ASK_HUMAN_BUTTON: Final = "ask-human"
"""Carries the trace id of the question, or that there is none."""

NO_TRACE: Final = "none"

VOTES: Final = "feedback"
"""Two buttons, which carry `yes` or `no`, a colon, and what was voted on: a trace id, a colon, an article's slug."""

WHY_BUTTON: Final = "why:"
"""Followed by the reason; it carries what was voted on."""

RELAY_BUTTON: Final = "relay:"
"""Followed by `answer` or `question`: what the words above it are; it carries a ticket's id."""

ERASURE_BUTTON: Final = "erasure:"
"""Followed by `erase` or `keep`: everything that is stored of who presses it. It carries nothing."""

TICKET_BUTTON: Final = "ticket:"
"""Followed by what is done with the ticket whose id it carries."""

CLAIM: Final = TICKET_BUTTON + "claim"
ASSIGN: Final = TICKET_BUTTON + "assign"
REPLY: Final = TICKET_BUTTON + "reply"
RESOLVE: Final = TICKET_BUTTON + "resolve"
MORE: Final = TICKET_BUTTON + "more"
"""A menu: its options carry what is done, a colon, and the ticket's id."""

WITHDRAW: Final = TICKET_BUTTON + "withdraw"
CONFIRM: Final = TICKET_BUTTON + "confirm"
REOPEN: Final = TICKET_BUTTON + "reopen"
