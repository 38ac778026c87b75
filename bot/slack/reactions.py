"""A reaction such as :ticket: hands a message over.

Of a question that the bot was asked it knows the words; of any other message only where it stands, so the requester
is asked for the rest. The status comes in their direct messages: where it stands they may not be the one who asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.domain.question_log import trace_id_of
from bot.domain.ticket import Place
from bot.services.triage import Triage
from bot.slack.handing_over import MOST_OPEN, Asker, address_for_team, asked_in, new_ticket, unfinished
from bot.slack.home import language_of
from bot.slack.incoming import bot_user, team_of

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext, SupportContext


def register(app: App, parts: AppContext) -> None:
    """Listen to reactions."""

    def take(body: Payload) -> None:
        if parts.support is not None:
            hand_over(parts, parts.support, body)

    app.event("reaction_added")(take)


def hand_over(parts: AppContext, support: SupportContext, body: Payload) -> None:
    """Hand the message over that somebody has reacted to, once however often they do."""
    event, ours = body["event"], bot_user(body)
    item, person = event["item"], event["user"]
    if event["reaction"] != support.desk.reaction or item.get("type") != "message" or person == ours:
        return
    team, now = team_of(body), parts.clock.now()
    message = f"{team}:{item['channel']}:{item['ts']}"
    trace_id = trace_id_of(f"message:{message}")
    question = parts.store.find_question(team, trace_id)
    language = language_of(parts, team, person) if question is None else question.language
    is_reply = ours is not None and event.get("item_user") == ours
    too_many = unfinished(parts, team, person) >= MOST_OPEN
    with parts.store.transaction() as transaction:
        if not transaction.seen_keys.claim([f"reaction:{message}:{person}"], now):
            return

        def tell(notice: SystemNotice) -> None:
            place = Destination(team, person, person=person)
            transaction.send(Outgoing(f"reaction:{message}:{person}", place, notice, now))

        if is_reply:
            tell(SystemNotice("reaction-on-reply", language))
        elif too_many:
            tell(SystemNotice("asked-too-much", language, (("count", str(MOST_OPEN)),)))
        else:
            link = support.workspace.address(item["channel"], item["ts"])
            # Of a message that was no question to the bot each person may make a request of their own.
            own = trace_id_of(f"reaction:{message}:{person}") if question is None else trace_id
            seen_by_team = address_for_team(parts, item["channel"], item["ts"], None)
            asker = Asker(team, person, Place(person), language, own, seen_by_team)
            title = "" if question is not None else texts.get("reaction-title", language)
            text = texts.get("reaction-text", language, mark=own[:6]) if question is None else asked_in(question)
            ticket = new_ticket(parts, asker, title, text, question)
            opened = Triage(transaction, support.desk, team, now).open(ticket)
            if opened.id != ticket.id:
                tell(SystemNotice("asked-already", language, (("number", str(opened.number)),)))
            elif question is None:
                tell(SystemNotice("reaction-tell-more", language, (("link", link),)))
    parts.wake()
