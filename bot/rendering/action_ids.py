"""The names of the buttons: what rendering writes and the Slack listeners read. A value is an id, nothing else."""

from typing import Final

ARTICLE_BUTTON: Final = "article:"
"""Followed by an article's slug; it carries the trace id of the question, or that there is none."""

PRODUCT_BUTTON: Final = "product:"
"""Followed by the product that a question is about; it carries the trace id of the question."""

NONE_OF_THESE_BUTTON: Final = "none-of-these"

ASK_HUMAN_BUTTON: Final = "ask-human"
"""Carries the trace id of the question, or that there is none."""

SEND_ALONG_BUTTON: Final = "ask-human-along"
"""The same, where files go along: their links are the last quotation above it."""

CALCULATOR_BUTTON: Final = "calculator:"
"""Followed by the calculator whose form opens; it carries nothing."""

SHARE_BUTTON: Final = "share"
"""Carries the trace id of the question whose private reply is to be shown to the channel."""

NO_TRACE: Final = "none"

VOTES: Final = "feedback"
"""Two buttons, which carry `yes` or `no`, a colon, and what was voted on: a trace id, a colon, an article's slug."""

WHY_BUTTON: Final = "why:"
"""Followed by the reason; it carries what was voted on."""

NOT_HELPED_BUTTON: Final = "ask-human-not-helped:"
"""Followed by the reason: it carries what was voted on, and asks a person."""

EXPLAIN_BUTTON: Final = "explain"
"""Carries the trace id of the question; below an answer also a colon, and its article.

Below one that a follow-up led to another colon, and what that was taken to ask for.
"""

RELAY_BUTTON: Final = "relay:"
"""Followed by what the words above it are: `question`, or `answer`, and of several requests a colon and which.

It carries a ticket's id, a colon, and the message that the words are from.
"""

SETUP_BUTTON: Final = "setup:"
"""Followed by what is done with the set-up whose id it carries, a colon, and the version that its card shows.

Where one begins it carries the product that it is of, or that none is told.
"""

SETUP_MORE: Final = SETUP_BUTTON + "more"
"""A menu: its options carry what is done, a colon, and what such a button carries."""

SETUP_SHOW: Final = "setup-show:"
"""Followed by the set-up that is to be shown; it carries its version."""

ERASURE_BUTTON: Final = "erasure:"
"""Followed by `erase` or `keep`: everything that is stored of who presses it. It carries nothing."""

QUEUE_BUTTON: Final = "queue"
"""Opens the team's tickets for a support member; it carries nothing."""

TICKET_BUTTON: Final = "ticket:"
"""Followed by what is done with the ticket whose id it carries."""

CLAIM: Final = TICKET_BUTTON + "claim"
ASSIGN: Final = TICKET_BUTTON + "assign"
REPLY: Final = TICKET_BUTTON + "reply"
RESOLVE: Final = TICKET_BUTTON + "resolve"
MORE: Final = TICKET_BUTTON + "more"
"""A menu: its options carry what is done, a colon, and the ticket's id."""

MENUS: Final = frozenset({MORE, SETUP_MORE})

WITHDRAW: Final = TICKET_BUTTON + "withdraw"
CONFIRM: Final = TICKET_BUTTON + "confirm"
REOPEN: Final = TICKET_BUTTON + "reopen"
