"""What people do on the page, done in the local Slack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from localslack.local_slack import LocalSlack
from localslack.member import Member
from localslack.workspace import Channel, ChannelMessage, OpenView

ActionResult: TypeAlias = dict[str, object]


class ActionError(Exception):
    """Something that cannot be done, in words for the person who tried."""


@dataclass(frozen=True, slots=True)
class UserAction:
    """Who does something, and the arguments that the page sent."""

    slack: LocalSlack
    me: Member
    arguments: Mapping[str, object]

    def text(self, name: str) -> str:
        """Return an argument that must be there.

        Raises:
            ActionError: It is missing, or no text.
        """
        value = self.arguments.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ActionError(f"'{name}' is missing.")
        return value

    def optional(self, name: str) -> str | None:
        """Return an argument that may be left out."""
        return self.text(name) if self.arguments.get(name) else None

    def channel(self, name: str = "channel") -> Channel:
        """Return the conversation it is about, one of the person's own."""
        channel_id, mine = self.text(name), (*self.slack.channels.values(), self.me.dm)
        for channel in mine:
            if channel.id == channel_id and self.me.id in channel.members:
                return channel
        raise ActionError("You are not in that channel.")

    def message(self) -> ChannelMessage:
        """Return the message it is about, one that the person sees."""
        ts = self.text("ts")
        for message in self.me.sees(self.channel()):
            if message.ts == ts:
                return message
        raise ActionError("That message no longer exists.")

    def own_message(self) -> ChannelMessage:
        """Return the message it is about, one that the person wrote."""
        message = self.message()
        if message.user != self.me.id:
            raise ActionError("Only the author can do that.")
        return message

    def view(self) -> OpenView:
        """Return the view it is about: the modal on top, or the person's App Home."""
        view_id = self.text("view")
        for view in (self.me.modal, self.me.home):
            if view is not None and view.id == view_id:
                return view
        raise ActionError("That window is closed.")

    def surface(self) -> ChannelMessage | OpenView:
        """Return the message or view that a button or menu stands in, a message as the page showed it."""
        if self.arguments.get("view"):
            return self.view()
        message, blocks = self.message(), self.arguments.get("blocks")
        if not isinstance(blocks, list):
            return message
        if not all(isinstance(each, dict) for each in blocks):
            raise ActionError("'blocks' are not a message's.")
        return replace(message, blocks=tuple(blocks))

    def values(self) -> dict[str, str]:
        """Return what was filled in, by action_id."""
        values = self.arguments.get("values")
        if not isinstance(values, Mapping):
            raise ActionError("'values' is missing.")
        return {str(name): str(value) for name, value in values.items()}


def perform(
    name: str, action: UserAction, actions: Mapping[str, Callable[[UserAction], ActionResult]]
) -> ActionResult:
    """Do what `name` says in `actions`, and return what the page gets back.

    Raises:
        ActionError: It cannot be done.
    """
    if name not in actions:
        raise ActionError(f"There is no action '{name}'.")
    try:
        return actions[name](action)
    except LookupError as error:
        raise ActionError(str(error.args[0])) from error


def _say(action: UserAction) -> ActionResult:
    return {"ts": action.me.says(action.channel(), action.text("text"), action.optional("thread_ts")).ts}


def _write_dm(action: UserAction) -> ActionResult:
    return {"ts": action.me.writes_dm(action.text("text"), action.optional("thread_ts")).ts}


def _type_command(action: UserAction) -> ActionResult:
    answer = action.me.types(action.text("text"), action.channel())
    return {"ts": answer.ts if answer else None}


def _click(action: UserAction) -> ActionResult:
    return {"outcome": action.me.clicks(action.surface(), action.text("button"), is_stale=True).outcome}


def _choose(action: UserAction) -> ActionResult:
    ack = action.me.chooses(action.surface(), action.text("action"), action.text("choice"), is_stale=True)
    return {"outcome": ack.outcome}


def _submit(action: UserAction) -> ActionResult:
    submission = action.me.submits(action.view(), action.values())
    return {"errors": dict(submission.errors), "trouble": submission.trouble}


def _close(action: UserAction) -> ActionResult:
    action.me.closes(action.view())
    return {}


def _open_home(action: UserAction) -> ActionResult:
    action.me.opens_home()
    return {}


def _edit(action: UserAction) -> ActionResult:
    return {"ts": action.me.edits(action.own_message(), action.text("text")).ts}


def _delete(action: UserAction) -> ActionResult:
    action.me.deletes(action.own_message())
    return {}


def _react(action: UserAction) -> ActionResult:
    message, name = action.message(), action.text("name")
    if action.me.id in message.reactions.get(name, ()):
        action.me.unreacts(message, name)
    else:
        action.me.reacts(message, name)
    return {}


def _upload(action: UserAction) -> ActionResult:
    return {"ts": action.me.uploads(action.channel(), action.text("name"), thread_ts=action.optional("thread_ts")).ts}


def _forward(action: UserAction) -> ActionResult:
    return {"ts": action.me.forwards(action.message(), action.channel("to"), action.optional("text") or "").ts}


def _use_shortcut(action: UserAction) -> ActionResult:
    message = action.message() if action.arguments.get("ts") else None
    return {"outcome": action.me.uses_shortcut(action.text("shortcut"), message).outcome}


def _invite(action: UserAction) -> ActionResult:
    action.me.invites_bot(action.channel())
    return {}


ACTIONS: Mapping[str, Callable[[UserAction], ActionResult]] = {
    "say": _say,
    "dm": _write_dm,
    "command": _type_command,
    "click": _click,
    "choose": _choose,
    "submit": _submit,
    "close": _close,
    "home": _open_home,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "upload": _upload,
    "forward": _forward,
    "shortcut": _use_shortcut,
    "invite": _invite,
}
