"""Stories of a ticket, told by what each side does and sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localslack.workspace_spec import ChannelSpec, GroupSpec, PersonSpec, WorkspaceSpec
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.ticket import Ticket
    from localslack import ChannelMessage, Member
    from tests.dialogs.running import Stage

REQUESTERS = tuple(f"alice{number}" for number in range(80))
TEAM = ("bob", "carol")
OTHERS = ("mallory", "dora")  # a guest in the triage channel, and a colleague who is not in the team


def crowd() -> WorkspaceSpec:
    """One requester a story: no story meets the tickets of another."""
    everybody = (*REQUESTERS, *TEAM, *OTHERS)
    return WorkspaceSpec(
        tuple(PersonSpec(name, name, is_guest=name == "mallory") for name in everybody),
        (
            ChannelSpec("general", everybody),
            ChannelSpec("triage", (*TEAM, "mallory"), is_private=True),
            ChannelSpec("passing", everybody),
            ChannelSpec("elsewhere", everybody, has_bot=False),
        ),
        (GroupSpec("support", TEAM),),
    )


@dataclass
class Story:
    """One requester and the support team. `seconds` is how long anything is waited for."""

    stage: Stage
    alice: Member
    seconds: float = 10

    def person(self, name: str) -> Member:
        """Somebody by name."""
        return self.stage.slack.people[name]

    def rest(self) -> None:
        """Wait until everything is told."""
        for _ in range(2):
            self.stage.slack.settle()
            until(lambda: not self.stage.store.outbox.waiting(), self.seconds)

    def ask_human(self, reply: ChannelMessage) -> Any:  # noqa: ANN401 - what the form says
        """Press the button below a reply of the bot's, and send the form as it opens."""
        self.alice.clicks(reply, "ask-human")
        return self.sends_form(self.alice, {})

    def sends_form(self, person: Member, values: Mapping[str, str]) -> Any:  # noqa: ANN401 - what the form says
        """Send the form that opens."""
        submission = person.submits(self.stage.slack.wait_for(lambda: person.modal, self.seconds), values)
        if submission.view is not None and submission.view.content["callback_id"] == "notice":
            person.closes(submission.view)
        self.rest()
        return submission

    def opens(self, text: str = "wat kost een abonnement?") -> Ticket:
        """Have a question of Alice's handed over, from a direct message."""
        question = self.alice.writes_dm(text)
        reply = self.stage.slack.wait_for_reply(question)
        self.ask_human(reply)
        return self.ticket()

    def ticket(self) -> Ticket:
        """Her latest ticket."""
        (latest,) = self.stage.store.tickets.of_person(self.stage.slack.app.installed_in, self.alice.id, 1)
        return latest

    def card(self) -> ChannelMessage:
        """Its card."""
        shown = self.ticket().card
        assert shown is not None
        return next(message for message in self.triage() if message.ts == shown.id)

    def triage(self) -> list[ChannelMessage]:
        """Return what Bob sees in the triage channel."""
        return self.person("bob").sees(self.stage.slack.channels["triage"])

    def thread(self) -> list[str]:
        """Return what stands below the card, in order."""
        card = self.card()
        return [message.text for message in self.triage() if message.thread_ts == card.ts and message.ts != card.ts]

    def whispers(self, name: str) -> list[str]:
        """Return what one person alone was told in the triage channel."""
        channel = self.stage.slack.channels["triage"]
        return [message.text for message in self.person(name).sees(channel) if message.ephemeral_to]

    def hears(self) -> list[str]:
        """Return what the bot said to Alice directly, as it reads now."""
        return [message.text for message in self.alice.sees(self.alice.dm) if message.bot_id]

    def status(self) -> str:
        """Her status message, as it reads now."""
        return self.status_message().text

    def status_message(self) -> ChannelMessage:
        """Return the message itself."""
        shown = self.ticket().status
        assert shown is not None
        places = (self.alice.dm, *self.stage.slack.channels.values())
        channel = next(place for place in places if place.id == shown.channel)
        return next(message for message in self.alice.sees(channel) if message.ts == shown.id)

    def presses(self, name: str, verb: str) -> None:
        """Press something on the card as a support member."""
        self.person(name).clicks(self.card(), f"ticket:{verb}")
        self.rest()

    def replies(self, name: str, text: str, **values: str) -> None:
        """Reply as a support member, and send what they see in the preview."""
        self.person(name).clicks(self.card(), "ticket:reply")
        self.sends_form(self.person(name), {"text": text, **values})
        self.sends_form(self.person(name), {})

    def resolves(self, name: str, **values: str) -> None:
        """Resolve it as a support member."""
        self.person(name).clicks(self.card(), "ticket:resolve")
        self.sends_form(self.person(name), values)
