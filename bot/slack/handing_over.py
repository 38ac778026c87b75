"""A question goes to the support team: from the button below a reply, `/econnect-support`, a message's shortcut.

Each opens the same short form, filled in already; what comes back from it becomes a ticket in one transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final

from bot import texts
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.domain.redaction import NUMBER, redacted
from bot.domain.reply import Calculation
from bot.domain.ticket import UNFINISHED, Place, PostedMessage, Ticket
from bot.rendering.action_ids import ASK_HUMAN_BUTTON, NO_TRACE
from bot.rendering.forms import HAND_OVER_FORM, LONGEST_TEXT, LONGEST_TITLE, TEXT, TITLE, hand_over_form, notice_view
from bot.rendering.masking import is_masked
from bot.services.triage import Triage
from bot.slack import home
from bot.slack.buttons import read_click
from bot.slack.ids import HAND_OVER_SHORTCUT
from bot.slack.incoming import unescape

if TYPE_CHECKING:
    from slack_bolt import Ack, App

    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext

MOST_OPEN: Final = 5
"""Unfinished tickets of one person: who has more is asked to wait, or to withdraw one."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants a human, and what is known of the question; it travels inside the form.

    Attributes:
        home: where they are to hear of it.
        replied_at: the bot's reply below which they pressed, where it is one that can be edited.
        press: the press that opened the form.
    """

    team: str
    person: str
    home: Place
    language: Language
    trace_id: str | None = None
    permalink: str | None = None
    replied_at: PostedMessage | None = None

    def to_metadata(self) -> str:
        """What the form carries: ids and an address of Slack's."""
        return json.dumps(
            {
                "channel": self.home.channel,
                "ts": self.home.thread,
                "language": self.language,
                "trace": self.trace_id,
                "link": self.permalink,
                "reply": None if self.replied_at is None else (self.replied_at.channel, self.replied_at.id),
            }
        )


def register(app: App, parts: AppContext) -> None:
    """Listen to what opens the form, and to the form."""

    def press(body: Payload, ack: Ack) -> None:
        asker = _pressed(parts, body)
        question = None if asker.trace_id is None else parts.store.find_question(asker.team, asker.trace_id)
        # Whatever a button carries: nobody is shown what was asked elsewhere.
        is_here = question is not None and question.channel == (body.get("channel") or {}).get("id")
        open_form(parts, asker, asked_in(question) if question is not None and is_here else "", body)
        ack()

    def shortcut(body: Payload, ack: Ack) -> None:
        open_form(parts, _on_message(parts, body), unescape(body["message"].get("text") or ""), body)
        ack()

    def submit(body: Payload, ack: Ack) -> None:
        ack(**(take_form(parts, body) or {}))

    app.action(ASK_HUMAN_BUTTON)(press)
    app.message_shortcut(HAND_OVER_SHORTCUT)(shortcut)
    app.view(HAND_OVER_FORM)(submit)


def open_form(parts: AppContext, asker: Asker, text: str, body: Payload) -> None:
    """Open the form with `text` in it; the person is told where that cannot be."""
    asker = replace(asker, language=parts.answering.language_of(text) or asker.language)
    if parts.support is None:
        say_to(parts, asker.team, asker.person, body, SystemNotice("no-team", asker.language))
        return
    view = hand_over_form(text, asker.to_metadata(), asker.language, parts.support.desk, parts.clock.now())

    def did_not_open() -> None:
        say_to(parts, asker.team, asker.person, body, SystemNotice("press-again", asker.language))

    parts.support.modals.open(body["trigger_id"], view, did_not_open)


def take_form(parts: AppContext, body: Payload) -> dict[str, Any] | None:
    """Make a ticket of the form; what the form is to show instead of closing, if anything."""
    support, view = parts.support, body["view"]
    asker = _in_form(body)
    title, text = field(view, TITLE), field(view, TEXT)
    if support is None:
        return None
    asker = replace(asker, language=parts.answering.language_of(text) or asker.language)
    if wrong := _wrong_with(title, text, asker.language):
        return {"response_action": "errors", "errors": wrong}
    question = None if asker.trace_id is None else parts.store.find_question(asker.team, asker.trace_id)
    if question is None:
        # Forgotten by now. Whose it was cannot be told, and nobody else's ticket is to stand in the way.
        asker = replace(asker, trace_id=None)
    ticket = new_ticket(parts, asker, title, text, question)
    count = unfinished(parts, asker.team, asker.person)
    with parts.store.transaction() as transaction:
        triage = Triage(transaction, support.desk, asker.team, parts.clock.now())
        if count >= MOST_OPEN and triage.existing(ticket) is None:
            # Above the form: what was typed is there again afterwards.
            return _showing("asked-too-much", asker.language, count=str(count)) | {"response_action": "push"}
        if not transaction.seen_keys.claim([f"view:{asker.team}:{view['id']}"], parts.clock.now()):
            return None
        opened = triage.open(ticket)
    home.publish(parts, asker.team, asker.person, view["id"])
    if opened.id != ticket.id:
        return _showing("asked-already", asker.language, number=str(opened.number))
    # Nothing is to be seen of it where they are now.
    return _showing("handed-over", asker.language) if asker.home.channel == asker.person else None


def say_to(parts: AppContext, team: str, person: str, body: Payload, notice: SystemNotice) -> None:
    """Tell a person something where they pressed, seen by them alone, or else in their direct messages."""
    channel = (body.get("channel") or {}).get("id") or person
    destination = Destination(team, channel, reply_link=body.get("response_url") or None, person=person)
    outgoing = Outgoing(f"word:{team}:{person}:{token_hex(8)}", destination, notice, parts.clock.now())
    with parts.store.transaction() as transaction:
        transaction.send(outgoing)
    parts.wake()


def field(view: Payload, name: str) -> str:
    """What was typed in a form's field."""
    return str(view["state"]["values"].get(name, {}).get(name, {}).get("value") or "").strip()


def _pressed(parts: AppContext, body: Payload) -> Asker:
    person, team = body["user"]["id"], body["team"]["id"]
    trace = body["actions"][0].get("value")
    trace_id = None if trace in {None, NO_TRACE} else trace
    if body["container"]["type"] != "message":
        return Asker(team, person, Place(person), home.language_of(parts, team, person), trace_id)
    click = read_click(body)
    language = parts.store.read_memory(click.conversation, person).language or parts.language
    if click.destination.reply_link is not None:
        return Asker(team, person, Place(person), language, trace_id)
    place = Place(click.destination.channel, click.destination.thread)
    replied_at = PostedMessage(place.channel, body["container"]["message_ts"])
    link = address_for_team(parts, place.channel, body["container"]["message_ts"], place.thread)
    return Asker(team, person, place, language, trace_id, link, replied_at)


def _on_message(parts: AppContext, body: Payload) -> Asker:
    """The bot may be no member where the message stands, so the answer comes in their direct messages."""
    team, person, message = body["team"]["id"], body["user"]["id"], body["message"]
    link = address_for_team(parts, body["channel"]["id"], message["ts"], message.get("thread_ts"))
    return Asker(team, person, Place(person), home.language_of(parts, team, person), None, link)


def address_for_team(parts: AppContext, channel: str, ts: str, thread_ts: str | None) -> str | None:
    """Where it was asked, for the team to look; what is said directly nobody else can see."""
    if parts.support is None or channel.startswith("D"):
        return None
    return parts.support.workspace.address(channel, ts, thread_ts)


def _in_form(body: Payload) -> Asker:
    carried = json.loads(body["view"]["private_metadata"])
    replied_at = None if carried.get("reply") is None else PostedMessage(*carried["reply"])
    return Asker(
        team=body["team"]["id"],
        person=body["user"]["id"],
        home=Place(carried["channel"], carried["ts"]),
        language=carried["language"],
        trace_id=carried["trace"],
        permalink=carried["link"],
        replied_at=replied_at,
    )


def _wrong_with(title: str, text: str, language: Language) -> dict[str, str]:
    wrong = {} if text else {TEXT: texts.get("form-empty", language)}
    return wrong | {
        name: texts.get("form-no-digits", language)
        for name, value in ((TITLE, title), (TEXT, text))
        if is_masked(value)
    }


def new_ticket(parts: AppContext, asker: Asker, title: str, text: str, question: LoggedQuestion | None) -> Ticket:
    """What `asker` hands over; `question` is what the bot had been asked, by them or by somebody else."""
    is_theirs = question is None or question.person == asker.person
    return Ticket(
        id=token_hex(8),
        number=0,
        team=asker.team,
        person=asker.person,
        language=asker.language,
        title=redacted(" ".join((title or text).split()), LONGEST_TITLE, keeps_kvk=True),
        text=redacted(text, LONGEST_TEXT, keeps_kvk=True),
        opened_at=parts.clock.now(),
        home=asker.home,
        permalink=asker.permalink,
        trace_id=asker.trace_id if is_theirs else None,
        replied_at=asker.replied_at,
        reply=None if question is None else question.reply,
    )


def asked_in(question: LoggedQuestion) -> str:
    """What was asked; the number that a calculator worked with, which is not kept in the text, stands in it again."""
    outcome = question.reply.outcome if isinstance(question.reply, Calculation) else None
    if outcome is None or outcome.read is None or outcome.also or question.text.count(NUMBER) != 1:
        return question.text
    return question.text.replace(NUMBER, outcome.read)


def unfinished(parts: AppContext, team: str, person: str) -> int:
    """How many tickets of a person are not finished."""
    theirs = parts.store.tickets.of_person(team, person, most=50)
    return sum(ticket.state in UNFINISHED for ticket in theirs)


def _showing(name: str, language: Language, **values: str) -> dict[str, Any]:
    return {"response_action": "update", "view": notice_view(SystemNotice(name, language, tuple(values.items())))}
