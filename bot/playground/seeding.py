"""Plays what people do in a running playground, at moments of a week: they write and press, the bot does the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.rendering.action_ids import ASK_HUMAN_BUTTON, CLAIM, REPLY, RESOLVE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.hours import Hours
    from bot.domain.ticket import Lesson, Resolution
    from bot.playground.running import Playground
    from localslack import ChannelMessage, Member

_WEEK: Final = timedelta(weeks=1)
_WORKING_DAYS: Final = 5
_MOST_WEEKS: Final = 8
_ROUNDS: Final = 100
_PATIENCE_SECONDS: Final = 10.0


def latest_monday(now: datetime, hours: Hours, ends: time) -> date:
    """Return the Monday of the latest week that was over on Friday at `ends` and had no holiday, where the team is.

    Where the last weeks had one each, or the team works on fewer days, it is the latest week of all.
    """
    here = now.astimezone(hours.zone)
    latest = here.date() - timedelta(days=here.weekday())
    if here < datetime.combine(latest + timedelta(days=_WORKING_DAYS - 1), ends, hours.zone):
        latest -= _WEEK
    weeks = (latest - _WEEK * back for back in range(_MOST_WEEKS))
    return next((monday for monday in weeks if _is_full(monday, hours)), latest)


def _is_full(monday: date, hours: Hours) -> bool:
    days = (monday + timedelta(days=day) for day in range(_WORKING_DAYS))
    return all(hours.is_open(datetime.combine(day, hours.opens, hours.zone)) for day in days)


@dataclass(frozen=True, slots=True)
class SeededWeek:
    """A week in a running playground: who does what when. Every step ends when the bot has said all it has to say."""

    running: Playground
    monday: date

    def comes(self, day: int, at: time) -> None:
        """Go forward to that time of that day, 0 for Monday."""
        moment = datetime.combine(self.monday + timedelta(days=day), at, self.running.hours.zone)
        self.running.turner.turn_to(moment.astimezone(UTC))
        self._rest()

    def person(self, name: str) -> Member:
        """Return somebody by name."""
        return self.running.slack.people[name]

    def mentions(self, name: str, text: str) -> ChannelMessage:
        """Have somebody ask in the channel for everybody; return the bot's reply."""
        slack = self.running.slack
        asked = self.person(name).says(slack.channels["globe-help"], f"{slack.bot_mention} {text}")
        return self._reply_to(asked)

    def asks(self, name: str, text: str) -> ChannelMessage:
        """Have somebody ask in a direct message; return the bot's reply."""
        return self._reply_to(self.person(name).writes_dm(text))

    def types(self, name: str, line: str) -> ChannelMessage | None:
        """Have somebody type a command in their direct message; return what they see at once."""
        seen = self.person(name).types(line)
        self._rest()
        return seen

    def presses(self, name: str, message: ChannelMessage, *buttons: str) -> None:
        """Have somebody press the first of these buttons that is below a message."""
        there = str(message.blocks)
        ack = self.person(name).clicks(message, next((each for each in buttons if each in there), buttons[0]))
        if not ack.is_ok:
            raise LookupError(f"{name}'s press was not taken: {ack.outcome}.")
        self._rest()

    def hands_over(self, name: str, reply: ChannelMessage) -> None:
        """Have somebody ask the support team, by the button below a reply."""
        self.person(name).clicks(reply, ASK_HUMAN_BUTTON)
        self.submits(name, {})

    def submits(self, name: str, values: Mapping[str, str]) -> None:
        """Have somebody send the form that opens."""
        person = self.person(name)
        form = self.running.slack.wait_for(lambda: person.modal, _PATIENCE_SECONDS)
        submission = person.submits(form, values)
        if submission.errors or submission.trouble:
            raise LookupError(f"{name}'s form was not taken: {dict(submission.errors) or submission.trouble}")
        notice = submission.view
        if notice is not None and notice.content["callback_id"] == "notice":
            person.closes(notice)
        self._rest()

    def claims(self, member: str, requester: str) -> None:
        """Have a support member claim a requester's latest ticket."""
        self.presses(member, self._card(requester), CLAIM)

    def replies(self, member: str, requester: str, text: str, *, asks_back: bool = False) -> None:
        """Have a support member write to the requester of a ticket."""
        self.person(member).clicks(self._card(requester), REPLY)
        self.submits(member, {"text": text, **({"asks-back": "asks-back"} if asks_back else {})})
        self.submits(member, {})

    def resolves(
        self, member: str, requester: str, how: Resolution, lesson: Lesson, article: str | None = None
    ) -> None:
        """Have a support member resolve a ticket; `article` is the one that the words should have led to."""
        self.person(member).clicks(self._card(requester), RESOLVE)
        self.submits(member, {"how": how, "lesson": lesson, **({"article": article} if article else {})})

    def presses_status(self, requester: str, button: str) -> None:
        """Have a requester press a button below the latest message that has it in their direct message."""
        person = self.person(requester)
        seen = [each for each in person.sees(person.dm) if button in str(each.blocks)]
        if not seen:
            raise LookupError(f"{requester} sees no {button}.")
        self.presses(requester, seen[-1], button)

    def _reply_to(self, asked: ChannelMessage) -> ChannelMessage:
        reply = self.running.slack.wait_for_reply(asked, timeout=_PATIENCE_SECONDS)
        self._rest()
        return reply

    def _card(self, requester: str) -> ChannelMessage:
        """Return the card of their latest ticket."""
        slack, store = self.running.slack, self.running.turner.bot.context.store
        tickets = store.tickets.of_person(slack.app.installed_in, self.person(requester).id, 1)
        channels = slack.channels.values()
        cards = [
            message
            for ticket in tickets
            for channel in channels
            for message in slack.messages(channel)
            if ticket.card is not None and message.ts == ticket.card.id
        ]
        if not cards:
            raise LookupError(f"{requester} has no ticket.")
        return cards[0]

    def _rest(self) -> None:
        """Wait until the bot has said all that it has to say now."""
        self.running.slack.settle()
        for _ in range(_ROUNDS):
            self.running.turner.catch_up()
            if not self.running.turner.bot.context.store.outbox.waiting():
                return
