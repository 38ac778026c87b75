"""The local Slack as a whole: builds the parts, starts and stops them."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self, TypeVar

from localslack.action_context import SLACKBOT, ActionContext
from localslack.clock import Clock, IdGenerator
from localslack.deliveries import Dispatcher
from localslack.fault_injection import FaultScript
from localslack.grants import Grants
from localslack.http_transport import HttpTransport
from localslack.installation import Installation
from localslack.journal import CallRecord, DeliveryRecord, Journal
from localslack.manifest import AppManifest, load_manifest
from localslack.member import Member
from localslack.payloads import Occasion
from localslack.server import API_PATH, RESPONSE_PATH, ApiServer
from localslack.sockets import SocketHub
from localslack.state import SlackState
from localslack.web_api import WebApi
from localslack.wire import Payload
from localslack.workspace import Channel, ChannelMessage
from localslack.workspace_building import build_store, group_id, team_id
from localslack.workspace_spec import DEFAULT_WORKSPACE, WorkspaceSpec

Found = TypeVar("Found")
PATIENCE_SECONDS = 30.0


class LocalSlack:
    """A Slack workspace on 127.0.0.1 with one installed app. Use it as a context manager.

    Args:
        manifest: The app's manifest (YAML or JSON); it alone decides what works.
        workspace: The people and channels there are.
        clock: Seconds since 1970; triggers, response URLs and signatures go by it.
        ack_seconds: How long an ack may take over the wire.
        retry_delays: Seconds before each retry of an event (Slack: at once, a minute, five minutes).
        api_port: The port of the Web API; 0 picks a free one.

    Raises:
        AppManifestError: The manifest cannot be used.
        OSError: The port is taken.
    """

    def __init__(
        self,
        manifest: Path,
        *,
        workspace: WorkspaceSpec = DEFAULT_WORKSPACE,
        clock: Clock = time.time,
        ack_seconds: float = 3.0,
        retry_delays: Sequence[float] = (0.0, 0.01, 0.02),
        api_port: int = 0,
    ) -> None:
        self.app = Installation(organization=workspace.organization)
        self.faults = FaultScript()
        self._ack_seconds, self._spec = ack_seconds, workspace
        ids, declared = IdGenerator(clock), load_manifest(manifest).without(workspace.declined_scopes)
        store = build_store(workspace, self.app, declared.bot_name, ids)
        self.journal = Journal(store.changed)
        self._sockets = SocketHub(ids, self.app.app_id, ack_seconds, store.changed)
        self._state = SlackState(
            workspace=store,
            app=self.app,
            manifest=declared,
            grants=Grants(clock, ids),
            dispatcher=Dispatcher(self._sockets, self.journal, self.faults, clock, retry_delays),
            sockets=self._sockets,
            journal=self.journal,
            faults=self.faults,
            ids=ids,
            clock=clock,
        )
        self._api = WebApi(self._state)
        self._server = ApiServer(self._state, self._api, api_port)
        context = ActionContext(self._state, self._server.base_url + RESPONSE_PATH)
        self.people: Mapping[str, Member] = {
            user.name: Member(user, context, workspace.links_phone_numbers)
            for user in store.users()
            if not user.is_bot
        }

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Answer API calls and take Socket Mode connections from now on."""
        self._sockets.start()
        self._server.start()

    def stop(self) -> None:
        """Give up what is under way, and close all sockets."""
        self._state.dispatcher.stop()
        self._sockets.stop()
        self._server.stop()
        self._state.dispatcher.settle(PATIENCE_SECONDS)

    @property
    def api_url(self) -> str:
        """Return the base address for a Slack client, with a slash at its end."""
        return self._server.base_url + API_PATH

    @property
    def state(self) -> SlackState:
        """Return its parts, for what keeps them."""
        return self._state

    @property
    def bot_token(self) -> str:
        """Return the bot's token."""
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        """Return the app-level token, for Socket Mode."""
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        """Return the secret that requests to the app are signed with."""
        return self.app.signing_secret

    @property
    def bot_mention(self) -> str:
        """Return the bot's mention, to be put into what people say."""
        return f"<@{self.app.bot_user_id}>"

    @property
    def manifest(self) -> AppManifest:
        """Return what the app's manifest declares."""
        return self._state.manifest

    @property
    def channels(self) -> Mapping[str, Channel]:
        """Return the channels by name."""
        return {channel.name: channel for channel in self._state.workspace.channels() if channel.kind != "im"}

    @property
    def groups(self) -> Mapping[str, str]:
        """Return the user groups' ids by name."""
        return {group.name: group_id(group.name) for group in self._spec.groups}

    @property
    def teams(self) -> Mapping[str, str]:
        """Return the other workspaces' ids by name."""
        return {person.team: team_id(person.team) for person in self._spec.people if person.team}

    def deliver_to(self, url: str) -> HttpTransport:
        """Deliver over HTTP to the app's request URL from now on; return the way there, to post oneself."""
        transport = HttpTransport(url, self.app.signing_secret, self._state.clock, self._ack_seconds)
        self._state.dispatcher.transport = transport
        return transport

    def deliver_to_sockets(self) -> None:
        """Deliver over Socket Mode again, as is the rule until `deliver_to` is called."""
        self._state.dispatcher.transport = self._sockets

    @property
    def connections(self) -> int:
        """Return how many Socket Mode connections take deliveries."""
        return self._sockets.count

    def refresh_connections(self, reason: str = "refresh_requested") -> None:
        """Ask every connected app to connect anew."""
        self._sockets.refresh(reason)

    def drop_connections(self) -> None:
        """Cut every Socket Mode connection, without a word."""
        self._sockets.drop()

    def revoke(self, token: str) -> None:
        """Make a token worthless from now on, and tell the app where it wants to know."""
        self._api.revoke(token)
        tokens = {"oauth": [], "bot": [self.app.bot_user_id]}
        self._state.tell("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})

    def uninstall(self) -> None:
        """Take the app out of the workspace: its bot token is worthless, and it is told."""
        self._state.tell("app_uninstalled", {"type": "app_uninstalled"})
        self.revoke(self.app.bot_token)

    def limit_response_urls(self, uses: int) -> None:
        """Have each response URL be good for so many posts; Slack's own number is 5."""
        self._state.grants.response_uses = uses

    def tell_anew(self, message: ChannelMessage, occasion: Occasion) -> None:
        """Have Slack send `message_changed` of a message that nobody edited, without `previous_message`."""
        channel, current = self._state.workspace.channel(message.channel), self.message(message)
        if channel is None or current is None:
            raise LookupError("There is no such message.")
        self._state.tell_anew(current, channel, occasion)

    def archive(self, channel: Channel) -> Channel:
        """Archive a channel: nobody writes there any more, and nothing comes from there."""
        archived = replace(channel, is_archived=True)
        self._state.workspace.put_channel(archived)
        return archived

    def deactivate(self, person: Member) -> None:
        """Deactivate a person's account: they do nothing any more, and nobody can open a DM with them."""
        self._state.workspace.put_user(replace(person.user, is_deactivated=True))

    def other_bot_posts(self, channel: Channel, text: str, thread_ts: str | None = None) -> ChannelMessage:
        """Have another app's bot write in a channel or a thread; return its message."""
        ids = self._state.ids
        ts, user, bot = ids.timestamp(), ids.identifier("U"), ids.identifier("B")
        message = ChannelMessage(channel.id, ts, user, text, thread_ts=thread_ts, bot_id=bot, subtype="bot_message")
        return self._state.post(message, channel)

    def slackbot_says(self, channel: Channel, text: str) -> ChannelMessage:
        """Have Slackbot write, as it does with reminders: like a person, without `bot_id`; return its message."""
        return self._state.post(ChannelMessage(channel.id, self._state.ids.timestamp(), SLACKBOT, text), channel)

    def send_event(self, envelope: Payload) -> None:
        """Deliver an event of one's own making, in its envelope, whatever stands in it."""
        self._state.dispatcher.send_event(envelope)

    def messages(self, channel: Channel) -> list[ChannelMessage]:
        """Return what everybody sees in a channel, oldest first, replies included."""
        return self._state.workspace.messages(channel.id)

    def thread(self, message: ChannelMessage) -> list[ChannelMessage]:
        """Return the thread that a message stands in, the first message included."""
        return self._state.workspace.thread(message.channel, message.thread_ts or message.ts)

    def message(self, message: ChannelMessage) -> ChannelMessage | None:
        """Return a message as it stands now, or None once it is deleted."""
        return self._state.workspace.message(message.channel, message.ts)

    def calls(self, method: str | None = None) -> list[CallRecord]:
        """Return the API calls, of one method or of all."""
        return self.journal.calls(method)

    def deliveries(self, name: str | None = None) -> list[DeliveryRecord]:
        """Return the attempts to deliver something, by event type, command or interaction type."""
        return self.journal.deliveries(name)

    def wait_for(self, find: Callable[[], Found | None], timeout: float = PATIENCE_SECONDS) -> Found:
        """Wait until `find` returns something true, and return that.

        Raises:
            TimeoutError: It did not come; the message tells the last calls and deliveries.
        """
        with self._state.workspace.changed:
            found: list[Found | None] = [None]

            def is_there() -> bool:
                found[0] = find()
                return bool(found[0])

            self._state.workspace.changed.wait_for(is_there, timeout)
            if found[0]:
                return found[0]
        calls = [(call.method, call.outcome) for call in self.calls()[-5:]]
        deliveries = [(each.name, each.outcome) for each in self.deliveries()[-5:]]
        raise TimeoutError(f"It did not come in {timeout} s. Last calls: {calls}; last deliveries: {deliveries}")

    def wake(self) -> None:
        """Make everybody who waits look again, because something outside the workspace has changed."""
        with self._state.workspace.changed:
            self._state.workspace.changed.notify_all()

    def wait_for_reply(
        self, message: ChannelMessage, count: int = 1, timeout: float = PATIENCE_SECONDS
    ) -> ChannelMessage:
        """Wait for the bot's `count`-th message after this one: in its thread, or in the DM itself."""
        here = self._state.workspace.channel(message.channel)
        is_dm = here is not None and here.kind == "im"

        def reply() -> ChannelMessage | None:
            channel = self._state.workspace.messages(message.channel, message.user)
            place = {message.ts, message.thread_ts} - {None}
            later = [each for each in channel if each.bot_id and each.ts > message.ts]
            replies = [each for each in later if each.thread_ts in place or (is_dm and not each.thread_ts)]
            return replies[count - 1] if len(replies) >= count else None

        return self.wait_for(reply, timeout)

    def settle(self, timeout: float = PATIENCE_SECONDS) -> None:
        """Wait until every event was acknowledged or given up.

        Raises:
            TimeoutError: Some are still under way.
        """
        if not self._state.dispatcher.settle(timeout):
            raise TimeoutError(f"Events are still under way after {timeout} s.")
