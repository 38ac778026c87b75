"""A person in the workspace: what they do, and what they see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from localslack.action_context import ActionContext
from localslack.block_actions import choose, click
from localslack.commands import type_command
from localslack.deliveries import Ack
from localslack.directory_payloads import is_met_or_ours
from localslack.entities import FormattedText, to_entities
from localslack.modals import Submission, close, submit
from localslack.sharing import forwarded, uploaded_file
from localslack.shortcuts import use_shortcut
from localslack.wire import Payload, whole_characters
from localslack.workspace import Channel, ChannelMessage, OpenView, User


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who writes, types commands, clicks; tests and the playground act through them."""

    user: User
    _context: ActionContext
    _links_phone_numbers: bool = False

    @property
    def id(self) -> str:
        """Return the user's id."""
        return self.user.id

    @property
    def dm(self) -> Channel:
        """Return the person's DM with the bot."""
        return self._context.state.dm_of(self.user.id)

    def says(self, channel: Channel, text: str, thread_ts: str | None = None) -> ChannelMessage:
        """Write in a channel or thread; `@name` and `#channel` become entities, `@bot` is the bot's display name."""
        return self._post(channel, self._write(text), thread_ts)

    def writes_dm(self, text: str, thread_ts: str | None = None) -> ChannelMessage:
        """Write to the bot alone.

        Raises:
            LookupError: The manifest turns messages to the bot off, or they are of another workspace and in no
                channel with it.
        """
        if not self._context.state.manifest.has_messages_tab:
            raise LookupError("Sending messages to this app has been turned off.")
        state = self._context.state
        if not is_met_or_ours(self.user, state.app, state.workspace):
            raise LookupError(f"{self.user.name} is in no channel with this app.")
        return self._post(self.dm, self._write(text), thread_ts)

    def invites_bot(self, channel: Channel) -> Channel:
        """Make the bot a member of a channel; return the channel as it is now.

        Raises:
            LookupError: It is a group's DM, whose people are chosen when it is begun.
        """
        if channel.kind == "mpim":
            raise LookupError("Nobody can be added to a group DM; begin a new one.")
        return self._context.state.change_members(channel, channel.members | {self._context.state.app.bot_user_id})

    def removes_bot(self, channel: Channel) -> Channel:
        """Make the bot a member of a channel no longer; return the channel as it is now."""
        return self._context.state.change_members(channel, channel.members - {self._context.state.app.bot_user_id})

    def joins(self, channel: Channel) -> Channel:
        """Become a member of a channel; return the channel as it is now."""
        return self._context.state.change_members(channel, channel.members | {self.user.id})

    def leaves(self, channel: Channel) -> Channel:
        """Be a member no longer; return the channel as it is now."""
        return self._context.state.change_members(channel, channel.members - {self.user.id})

    def unarchives(self, channel: Channel) -> Channel:
        """Unarchive a channel; return it as it is now: a private one with its members, a public one without."""
        members = channel.members if channel.kind == "group" else frozenset[str]()
        opened = replace(channel, is_archived=False, members=members | {self.user.id})
        self._context.state.workspace.put_channel(opened)
        return opened

    def types(self, line: str, channel: Channel | None = None) -> ChannelMessage | None:
        """Type a slash command, in the DM unless told; return what the person sees at once."""
        return type_command(self._context, whole_characters(line), channel or self.dm, self.user)

    def edits(self, message: ChannelMessage, text: str) -> ChannelMessage:
        """Edit one's own message."""
        channel, written = self._open(self._context.channel_of(message)), self._write(text)
        edited = replace(
            self._own(message),
            text=written.text,
            blocks=tuple(written.blocks),
            edited_ts=self._context.state.ids.timestamp(),
        )
        return self._context.state.change(edited, channel)

    def deletes(self, message: ChannelMessage) -> None:
        """Delete one's own message."""
        self._context.state.remove(self._own(message), self._open(self._context.channel_of(message)))

    def uploads(self, channel: Channel, name: str, text: str = "", thread_ts: str | None = None) -> ChannelMessage:
        """Upload a file, with or without a word to it."""
        file_id = self._context.state.ids.identifier("F")
        file = uploaded_file(file_id, name, self.user, self._context.state.app)
        written = self._write(text) if text else FormattedText("", ())
        return self._post(channel, written, thread_ts, files=(file,))

    def forwards(
        self, message: ChannelMessage, channel: Channel, text: str = "", thread_ts: str | None = None
    ) -> ChannelMessage:
        """Forward a message that one sees to a channel, thread or DM, with or without a word to it.

        Raises:
            LookupError: It stands where they are not, or is gone.
        """
        shared, place = self._context.current(message, self.user), self._context.channel_of(message)
        if self.id not in place.members:
            raise LookupError(f"{self.user.name} is not in {place.name}.")
        author = self._context.state.workspace.user(shared.user)
        attachment = forwarded(shared, place, author, self._context.state.app)
        written = self._write(text) if text else FormattedText("", ())
        return self._post(channel, written, thread_ts, attachments=(attachment,))

    def reacts(self, message: ChannelMessage, name: str) -> None:
        """Add a reaction such as `white_check_mark`."""
        channel = self._open(self._context.channel_of(message))
        self._context.state.react(self._context.current(message, self.user), self.user, name, channel)

    def unreacts(self, message: ChannelMessage, name: str) -> None:
        """Take one's own reaction away again."""
        channel = self._open(self._context.channel_of(message))
        self._context.state.unreact(self._context.current(message, self.user), self.user, name, channel)

    def clicks(self, surface: ChannelMessage | OpenView, button: str, *, is_stale: bool = False) -> Ack:
        """Click a button in a message or view, named by its action_id, text or value.

        With `is_stale` the message is clicked as it stood when it was looked at.
        """
        return click(self._context, surface, button, self.user, is_stale=is_stale)

    def chooses(
        self, surface: ChannelMessage | OpenView, action_id: str, choice: str, *, is_stale: bool = False
    ) -> Ack:
        """Choose an option (by text or value), a user or channel (by id) or a date in a menu.

        With `is_stale` it is chosen in the message as it stood when it was looked at.
        """
        return choose(self._context, surface, action_id, choice, self.user, is_stale=is_stale)

    def submits(self, view: OpenView, values: Mapping[str, str]) -> Submission:
        """Submit the modal on top, with values by action_id or block_id."""
        return submit(self._context, view, values, self.user)

    def closes(self, view: OpenView) -> Ack | None:
        """Close a modal; return the app's ack where it asked to be told."""
        return close(self._context, view, self.user)

    def uses_shortcut(self, callback_id: str, message: ChannelMessage | None = None) -> Ack:
        """Use a global shortcut, or a message shortcut on a message."""
        return use_shortcut(self._context, callback_id, message, self.user)

    def opens_home(self) -> OpenView | None:
        """Open the App Home; return what was published before.

        Raises:
            LookupError: The manifest has no home tab.
        """
        if not self._context.state.manifest.has_home_tab:
            raise LookupError("This app has no home tab.")
        self._context.check_active(self.id)
        self._context.state.open_home(self.user)
        return self.home

    def at(self, client: str) -> Self:
        """Return the same person in one of their clients, such as a window: its modals are its own."""
        return replace(self, _context=replace(self._context, client=client))

    @property
    def modal(self) -> OpenView | None:
        """Return the modal on top here: one of this client, or else one of no client in particular."""
        workspace = self._context.state.workspace
        stack = workspace.modals(self.id, self._context.client) or workspace.modals(self.id, "")
        return stack[-1] if stack else None

    @property
    def home(self) -> OpenView | None:
        """Return the App Home that was published to this person."""
        return self._context.state.workspace.home(self.user.id)

    def sees(self, channel: Channel, thread_ts: str | None = None) -> list[ChannelMessage]:
        """Return what the person sees in a channel or thread, ephemeral words to them included."""
        workspace = self._context.state.workspace
        if thread_ts:
            return workspace.thread(channel.id, thread_ts, self.user.id)
        return workspace.messages(channel.id, self.user.id)

    def _open(self, channel: Channel) -> Channel:
        """Return a channel that the person can still change something in."""
        self._context.check_open(channel, self.id)
        return channel

    def _own(self, message: ChannelMessage) -> ChannelMessage:
        """Return a message as it stands now, if this person wrote it."""
        if message.user != self.id:
            raise LookupError(f"{self.user.name} did not write this.")
        return self._context.current(message, self.user)

    def _write(self, text: str) -> FormattedText:
        return to_entities(
            whole_characters(text), self._context.names(), links_phone_numbers=self._links_phone_numbers
        )

    def _post(
        self,
        channel: Channel,
        written: FormattedText,
        thread_ts: str | None,
        files: tuple[Payload, ...] = (),
        attachments: tuple[Payload, ...] = (),
    ) -> ChannelMessage:
        if self.user.id not in channel.members:
            raise LookupError(f"{self.user.name} is not in {channel.name}.")
        self._open(channel)
        state = self._context.state
        ts, above = state.ids.timestamp(), state.workspace.message(channel.id, thread_ts or "")
        message = ChannelMessage(
            channel=channel.id,
            ts=ts,
            user=self.user.id,
            text=written.text,
            blocks=tuple(written.blocks) if written.elements else (),
            thread_ts=above.thread_ts or thread_ts if above else thread_ts,  # there are no threads within threads
            subtype="file_share" if files else None,
            files=files,
            attachments=attachments,
            client_msg_id=f"local-{ts}",
            author=self.user if self.user.team_id else None,
        )
        return state.post(message, channel)
