"""A person in the workspace: what they do, and what they see."""

from dataclasses import dataclass, replace

from bot.localslack.interactions import Desk
from bot.localslack.marks import Written, mark
from bot.localslack.wire import Payload
from bot.localslack.workspace import Channel, Message, User


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes, types commands, clicks; tests and the playground act through them."""

    user: User
    _desk: Desk
    _marks_telephones: bool = False

    @property
    def id(self) -> str:
        """Return the user's id."""
        return self.user.id

    @property
    def dm(self) -> Channel:
        """Return the person's DM with the bot."""
        return self._desk.stage.dm_of(self.user.id)

    def says(self, channel: Channel, text: str, thread_ts: str | None = None) -> Message:
        """Write in a channel or thread; `@name` and `#channel` become marks, `@bot` is the bot's display name."""
        return self._post(channel, self._write(text), thread_ts)

    def writes_dm(self, text: str, thread_ts: str | None = None) -> Message:
        """Write to the bot alone."""
        return self._post(self.dm, self._write(text), thread_ts)

    def types(self, line: str, channel: Channel | None = None) -> Message | None:
        """Type a slash command, in the DM unless told; return what the person sees at once."""
        return self._desk.type_command(line, channel or self.dm, self.user)

    def edits(self, message: Message, text: str) -> Message:
        """Edit one's own message."""
        written = self._write(text)
        edited = replace(
            self._current(message),
            text=written.text,
            blocks=tuple(written.blocks),
            edited_ts=self._desk.stage.mint.timestamp(),
        )
        return self._desk.stage.change(edited, self._channel_of(message))

    def deletes(self, message: Message) -> None:
        """Delete one's own message."""
        self._desk.stage.remove(message, self._channel_of(message))

    def uploads(self, channel: Channel, name: str, text: str = "", thread_ts: str | None = None) -> Message:
        """Upload a file, with or without a word to it."""
        file_id = self._desk.stage.mint.identifier("F")
        file = {"id": file_id, "name": name, "title": name, "mode": "hosted", "user": self.user.id}
        written = self._write(text) if text else Written("", ())
        return self._post(channel, written, thread_ts, files=(file,))

    def reacts(self, message: Message, name: str) -> None:
        """Add a reaction such as `white_check_mark`."""
        self._desk.stage.react(self._current(message), self.user, name, self._channel_of(message))

    def sees(self, channel: Channel, thread_ts: str | None = None) -> list[Message]:
        """Return what the person sees in a channel or thread, ephemeral words to them included."""
        workspace = self._desk.stage.workspace
        if thread_ts:
            return workspace.thread(channel.id, thread_ts, self.user.id)
        return workspace.messages(channel.id, self.user.id)

    def _write(self, text: str) -> Written:
        return mark(text, self._desk.names(), marks_telephones=self._marks_telephones)

    def _current(self, message: Message) -> Message:
        return self._desk.stage.workspace.message(message.channel, message.ts) or message

    def _channel_of(self, message: Message) -> Channel:
        channel = self._desk.stage.workspace.channel(message.channel)
        if channel is None:
            raise LookupError(f"There is no channel {message.channel}.")
        return channel

    def _post(
        self, channel: Channel, written: Written, thread_ts: str | None, files: tuple[Payload, ...] = ()
    ) -> Message:
        stage = self._desk.stage
        ts = stage.mint.timestamp()
        message = Message(
            channel=channel.id,
            ts=ts,
            user=self.user.id,
            text=written.text,
            blocks=tuple(written.blocks) if written.elements else (),
            thread_ts=thread_ts,
            subtype="file_share" if files else None,
            files=files,
            client_msg_id=f"local-{ts}",
        )
        return stage.post(message, channel)
