"""What people do on the page, done in the local Slack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from localslack import Channel, ChannelMessage, LocalSlack, Member, OpenView

Result: TypeAlias = dict[str, object]


class DeedError(Exception):
    """Something that cannot be done, in words for the person who tried."""


@dataclass(frozen=True, slots=True)
class UserAction:
    """Who does something, and the particulars the page gave."""

    slack: LocalSlack
    me: Member
    given: Mapping[str, object]

    def text(self, name: str) -> str:
        """A particular that must be there.

        Raises:
            DeedError: It is missing, or no text.
        """
        value = self.given.get(name)
        if not isinstance(value, str) or not value.strip():
            raise DeedError(f"'{name}' is missing.")
        return value

    def optional(self, name: str) -> str | None:
        """A particular that may be left out."""
        return self.text(name) if self.given.get(name) else None

    def channel(self) -> Channel:
        """The conversation it is about, one of the person's own."""
        wanted, mine = self.text("channel"), (*self.slack.channels.values(), self.me.dm)
        for channel in mine:
            if channel.id == wanted and self.me.id in channel.members:
                return channel
        raise DeedError("You are not in that channel.")

    def message(self) -> ChannelMessage:
        """The message it is about, one that the person sees."""
        ts = self.text("ts")
        for message in self.me.sees(self.channel()):
            if message.ts == ts:
                return message
        raise DeedError("That message is gone.")

    def own_message(self) -> ChannelMessage:
        """The message it is about, one that the person wrote."""
        message = self.message()
        if message.user != self.me.id:
            raise DeedError("Only the author may do that.")
        return message

    def view(self) -> OpenView:
        """The view it is about: the modal on top, or the person's App Home."""
        wanted = self.text("view")
        for view in (self.me.modal, self.me.home):
            if view is not None and view.id == wanted:
                return view
        raise DeedError("That window is closed.")

    def surface(self) -> ChannelMessage | OpenView:
        """The message or view that a button or menu stands in, a message as the page showed it."""
        if self.given.get("view"):
            return self.view()
        message, shown = self.message(), self.given.get("blocks")
        return replace(message, blocks=tuple(shown)) if isinstance(shown, list) else message

    def filled(self) -> dict[str, str]:
        """What was filled in, by action_id."""
        values = self.given.get("values")
        if not isinstance(values, Mapping):
            raise DeedError("'values' is missing.")
        return {str(name): str(value) for name, value in values.items()}


def do(name: str, deed: UserAction) -> Result:
    """Do what `name` says, and return what its author is told of it.

    Raises:
        DeedError: It cannot be done.
    """
    if name not in DEEDS:
        raise DeedError(f"There is no deed '{name}'.")
    try:
        return DEEDS[name](deed)
    except LookupError as error:
        raise DeedError(str(error.args[0])) from error


def _say(deed: UserAction) -> Result:
    return {"ts": deed.me.says(deed.channel(), deed.text("text"), deed.optional("thread_ts")).ts}


def _dm(deed: UserAction) -> Result:
    return {"ts": deed.me.writes_dm(deed.text("text"), deed.optional("thread_ts")).ts}


def _command(deed: UserAction) -> Result:
    shown = deed.me.types(deed.text("text"), deed.channel())
    return {"ts": shown.ts if shown else None}


def _click(deed: UserAction) -> Result:
    return {"outcome": deed.me.clicks(deed.surface(), deed.text("button"), is_stale=True).outcome}


def _choose(deed: UserAction) -> Result:
    chosen = deed.me.chooses(deed.surface(), deed.text("action"), deed.text("choice"), is_stale=True)
    return {"outcome": chosen.outcome}


def _submit(deed: UserAction) -> Result:
    submission = deed.me.submits(deed.view(), deed.filled())
    return {"errors": dict(submission.errors), "trouble": submission.trouble}


def _close(deed: UserAction) -> Result:
    deed.me.closes(deed.view())
    return {}


def _home(deed: UserAction) -> Result:
    deed.me.opens_home()
    return {}


def _edit(deed: UserAction) -> Result:
    return {"ts": deed.me.edits(deed.own_message(), deed.text("text")).ts}


def _delete(deed: UserAction) -> Result:
    deed.me.deletes(deed.own_message())
    return {}


def _react(deed: UserAction) -> Result:
    message, name = deed.message(), deed.text("name")
    if deed.me.id not in message.reactions.get(name, ()):
        deed.me.reacts(message, name)
    return {}


def _upload(deed: UserAction) -> Result:
    return {"ts": deed.me.uploads(deed.channel(), deed.text("name"), thread_ts=deed.optional("thread_ts")).ts}


def _shortcut(deed: UserAction) -> Result:
    message = deed.message() if deed.given.get("ts") else None
    return {"outcome": deed.me.uses_shortcut(deed.text("shortcut"), message).outcome}


def _invite(deed: UserAction) -> Result:
    deed.me.invites_bot(deed.channel())
    return {}


DEEDS: Mapping[str, Callable[[UserAction], Result]] = {
    "say": _say,
    "dm": _dm,
    "command": _command,
    "click": _click,
    "choose": _choose,
    "submit": _submit,
    "close": _close,
    "home": _home,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "upload": _upload,
    "shortcut": _shortcut,
    "invite": _invite,
}
