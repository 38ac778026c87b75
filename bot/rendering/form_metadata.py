"""What a form carries from its opening to its submission: ids and links, and the text of a preview."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from bot.domain.incoming import HandOverDraft
from bot.domain.language import LANGUAGES
from bot.domain.sent_forms import ReplyApproved, SetupSubmission, SetupWanted
from bot.domain.ticket import Place, PostedMessage

if TYPE_CHECKING:
    from bot.domain.forms import ResultForm, SetupForm
    from bot.domain.language import Language
    from bot.domain.ticket import Ticket
    from bot.domain.ticket_bodies import TicketNews
    from bot.domain.told_kinds import NewsKind

_PRIVATE: Final = "private"
_PURPOSES: Final[tuple[NewsKind, ...]] = ("reply", "question", "corrected")
"""What a support member writes by form."""

_PREVIEW_PARTS: Final = 4
_CHECKED: Final = 2
"""What a result has to go on with: a number and a version; behind them the product, where there are several."""


def draft_metadata(draft: HandOverDraft) -> str:
    """Return what the form of `draft` carries; who it is Slack tells anew."""
    replied_at = draft.replied_at
    return json.dumps(
        {
            "channel": draft.home.channel,
            "ts": draft.home.thread,
            "language": draft.language,
            "trace": draft.trace_id,
            "link": draft.permalink,
            "reply": None if replied_at is None else (replied_at.channel, replied_at.id),
            "files": draft.files,
        },
        ensure_ascii=False,
    )


def read_draft(metadata: str, team: str, person: str) -> HandOverDraft | None:
    """Return the draft that a form of `person` carries; None where it carries none."""
    try:
        carried = json.loads(metadata)
        return HandOverDraft(
            team=team,
            person=person,
            home=Place(carried["channel"], carried["ts"]),
            language=carried["language"],
            trace_id=carried["trace"],
            permalink=carried["link"],
            replied_at=None if carried.get("reply") is None else PostedMessage(*carried["reply"]),
            files=tuple(map(str, carried.get("files", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def setup_metadata(form: SetupForm) -> str:
    """Return what the form of a set-up carries: which it is, and where its card stands."""
    card = None if form.card is None else (form.card.channel, form.card.id)
    setup = None if form.setup is None else form.setup.id
    product = form.product if form.setup is None else form.setup.product
    carried = {"setup": setup, "language": form.language, "card": card, "home": form.is_in_home}
    return json.dumps(carried if product is None else carried | {"product": product})


def read_setup(metadata: str, key: str, team: str, person: str) -> SetupSubmission | None:
    """Return what a form of `person` carries, before anything was filled in; None where it carries nothing."""
    try:
        carried = json.loads(metadata)
        return SetupSubmission(
            key,
            team,
            person,
            carried["language"],
            carried["setup"],
            None if carried["card"] is None else PostedMessage(*carried["card"]),
            bool(carried["home"]),
            product=carried.get("product"),
        )
    except (ValueError, KeyError, TypeError):
        return None


def read_language(metadata: str) -> Language | None:
    """Return the language that a calculator's form carries, which is all of it; None where it carries none."""
    return next((each for each in LANGUAGES if each == metadata), None)


def result_metadata(form: ResultForm) -> str:
    """Return what a result carries: what of it a set-up begins with, all of which stands in it to be read as well."""
    carried = f"{form.language}\n{form.number}\n{form.release}"
    return carried if form.product is None else f"{carried}\n{form.product}"


def read_result(metadata: str) -> SetupWanted | None:
    """Return with what a set-up is to begin; None where a form carries nothing of the kind."""
    language, *checked = metadata.split("\n")
    spoken = read_language(language)
    if spoken is None or not _CHECKED <= len(checked) <= _CHECKED + 1:
        return None
    return SetupWanted(spoken, *checked)


def read_product_choice(metadata: str, product: str | None) -> SetupWanted | None:
    """Return that a set-up of `product`, which was chosen, is to begin; None where a form carries nothing of it."""
    begun = read_setup(metadata, "", "", "")
    if begun is None or product is None:
        return None
    return SetupWanted(begun.language, product=product, is_in_home=begun.is_in_home)


def ticket_metadata(ticket: Ticket) -> str:
    """Return what a form about `ticket` carries: which it is, and the version that it was opened for."""
    return f"{ticket.id} {ticket.version}"


def read_ticket(metadata: str) -> tuple[str, int | None]:
    """Return the ticket and its version; forms of earlier versions of the bot carry none."""
    ticket, _, version = metadata.partition(" ")
    return ticket, int(version) if version.isdecimal() else None


def preview_metadata(ticket: Ticket, news: TicketNews) -> str:
    """Return what a preview carries: the ticket, what it is for, for whom, the article, and the text behind them."""
    kind = f"{news.kind} {_PRIVATE}" if news.is_private else news.kind
    return "\n".join((ticket_metadata(ticket), kind, news.article or "", news.text))


def read_preview(metadata: str, key: str, team: str, person: str) -> ReplyApproved | None:
    """Return what was looked at in a preview, from what it carries; None where it carries none."""
    parts = metadata.split("\n", 3)
    if len(parts) < _PREVIEW_PARTS:
        return None
    about, kind, article, text = parts
    ticket, seen = read_ticket(about)
    kind, _, private = kind.partition(" ")
    purpose = next((each for each in _PURPOSES if each == kind), None)
    if purpose is None:
        return None
    return ReplyApproved(key, team, person, ticket, text, article or None, purpose, private == _PRIVATE, seen=seen)
