"""One try to deliver one message, by the ways there are: where it belongs, in a plainer form, and directly."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.domain.outgoing import Home, InPlace, SharedReply
from bot.domain.ticket import Place
from bot.domain.told_kinds import USER_DISABLED
from bot.services.fault_log import log_fault
from bot.services.ports import Sent, StoreUnavailableError
from bot.services.standing_in import apology_for, not_shared, sentence_for
from bot.slack.ids import (
    DELETE_MESSAGE,
    EDIT_MESSAGE,
    POST_EPHEMERAL,
    POST_MESSAGE,
    PUBLISH_VIEW,
)
from bot.slack.outbound.delivery_errors import OF_THE_TENANT
from bot.slack.outbound.messages import OF_THE_LOOK, arguments_for, forms_of, metadata, replaces
from bot.slack.outbound.posted_messages import LookRefusedError, look_for, sent
from bot.slack.reference import new_reference
from bot.slack.web_api import CallNotMadeError, CallRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.outgoing import Outgoing
    from bot.domain.ticket import PostedMessage
    from bot.domain.views import TicketView, View
    from bot.rendering.targets.block_kit import Rendered
    from bot.rendering.targets.rich_text import Block
    from bot.services.resolving import Message, OutboxResolver
    from bot.slack.outbound.direct_channels import DirectChannels
    from bot.slack.outbound.reply_links import ReplyLinks
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)
Said = TypeVar("Said")

MESSAGE_GONE: Final = "message_not_found"
# What one person alone sees cannot be looked for. After that many tries by its reply link, and as many beside them in
# the channel, of which nobody knows how they ended, it is said directly, where it can be looked for.
TRIES_A_WAY: Final = 2
# What the ids of channels and group DMs begin with.
_OF_SEVERAL: Final = frozenset({"C", "G"})


@dataclass(frozen=True, slots=True)
class Trial:
    """One try. What fails is raised as the call's own error.

    `is_unread` tells whether the team says it to somebody who has no account any more, and asks Slack once at most.
    """

    outgoing: Outgoing
    api: SlackApi
    render: Callable[[View], Rendered]
    resolver: OutboxResolver
    direct: DirectChannels
    links: ReplyLinks
    is_unread: Callable[[], bool]

    def deliver(self) -> Sent:
        """Deliver it."""
        if isinstance(self.outgoing.body, Home):
            return self._publish()
        message = self.resolver.message_of(self.outgoing)
        if message is None:
            return Sent()
        link = self.outgoing.destination.reply_link
        if link is not None and isinstance(self.outgoing.body, SharedReply):
            return self._share(message, link)
        is_post = link is None and not self.outgoing.destination.is_private
        return self._show(message) if is_post else self._answer(message, link)

    def _publish(self) -> Sent:
        """Show a person their App Home; what is published once more is the same."""

        def publish(form: Rendered) -> Sent:
            text: Block = {"type": "section", "text": {"type": "plain_text", "text": form.text[:3000]}}
            view = {"type": "home", "blocks": form.blocks or [text]}
            self.api.call(PUBLISH_VIEW, json={"user_id": self.outgoing.destination.person, "view": view})
            return Sent()

        rendered = self._rendered()
        return Sent() if rendered is None else self._said(rendered, None, publish)

    def _show(self, message: Message) -> Sent:
        """Post it, or edit what shows it already; what cannot be edited any more is posted anew."""
        # A card that is at fault is tried again: nobody could do anything with a word in its place.
        rendered = self._rendered() if message.view is None else self.render(message.view)
        if rendered is None:
            return Sent()
        try:
            return self._shown(message, rendered)
        except LookRefusedError as error:
            if message.person is None or _is_direct(message):
                raise
            log.warning("%s cannot be looked for where it belongs (%s): it is said directly", message.id, error)
        return self._post_directly(message, rendered)

    def _shown(self, message: Message, rendered: Rendered) -> Sent:
        if message.edits is not None:
            return self._edit_or_replace(message, message.edits, rendered)
        is_first = (message.version or 1) == 1
        # Of what is edited later, an earlier version may have been posted without our knowing.
        found = self._look_for(message) if self.outgoing.ambiguous or not is_first else None
        if found is None:
            return self._post(message, rendered)
        return found if is_first or found.posted is None else self._edit_or_replace(message, found.posted, rendered)

    def _edit_or_replace(self, message: Message, edited: PostedMessage, rendered: Rendered) -> Sent:
        """Edit it; where that cannot be any more, post it anew, or delete it where its words have to go."""
        try:
            return self._said(rendered, message.view, partial(self._edit, message, edited))
        except CallRefusedError as error:
            if error.code in OF_THE_TENANT:
                raise
            log.info("%s cannot be edited (%s)", message.id, error.code)
            if message.is_posted:
                return self._post_anew(message, edited, rendered)
            if error.code == MESSAGE_GONE:
                return Sent()
            if not (isinstance(self.outgoing.body, InPlace) and self.outgoing.body.is_erasure):
                raise
        return self._delete(edited)

    def _post_anew(self, message: Message, old: PostedMessage, rendered: Rendered) -> Sent:
        """Post it anew, unless an earlier try has; the old one may stand there still, with the same id."""
        anew = replace(message, since=self.outgoing.since)
        found = self._look_for(anew, other_than=old) if self.outgoing.ambiguous else None
        return found or self._post(message, rendered)

    def _delete(self, message: PostedMessage) -> Sent:
        try:
            self.api.call(DELETE_MESSAGE, json={"channel": message.channel, "ts": message.id})
        except CallRefusedError as error:
            if error.code != MESSAGE_GONE:
                raise
        return Sent()

    def _edit(self, message: Message, edited: PostedMessage, form: Rendered) -> Sent:
        there = {"channel": edited.channel, "ts": edited.id}
        self.api.call(EDIT_MESSAGE, json=arguments_for(EDIT_MESSAGE, form) | there)
        return sent(message, edited.channel, edited.id)

    def _post(self, message: Message, rendered: Rendered) -> Sent:
        """Post it where it belongs; where that cannot be, to the one person whom it is for, if it is for one."""
        try:
            return self._said(rendered, message.view, partial(self._post_at, message))
        except CallRefusedError as error:
            if error.code in OF_THE_TENANT or message.person is None or _is_direct(message):
                raise
            log.warning("%s cannot be said where it belongs (%s): it is said directly", message.id, error.code)
        return self._post_directly(message, rendered)

    def _post_directly(self, message: Message, rendered: Rendered) -> Sent:
        """Post it in the person's direct messages, where an earlier try may have put it already."""
        below = message.direct if message.direct != message.place else None
        direct = replace(message, place=below or Place.of_person(message.person or ""))
        found = self._look_for(direct) if self.outgoing.ambiguous else None
        return found or self._said(rendered, message.view, partial(self._post_at, direct))

    def _post_at(self, message: Message, form: Rendered) -> Sent:
        is_unread = self.is_unread()
        if is_unread and message.place.channel[:1] not in _OF_SEVERAL:
            raise CallRefusedError(USER_DISABLED)
        place = {"channel": self._channel_of(message)}
        if message.place.thread is not None:
            place["thread_ts"] = message.place.thread
        look = arguments_for(POST_MESSAGE, form) | metadata(message.id)
        answer = self.api.call(POST_MESSAGE, json=look | place, expects=("channel", "ts"))
        return replace(sent(message, str(answer["channel"]), str(answer["ts"])), is_unread=is_unread)

    def _look_for(self, message: Message, other_than: PostedMessage | None = None) -> Sent | None:
        found = look_for(self.api, message, partial(self._channel_of, message), other_than)
        return found and replace(found, is_unread=self.is_unread())

    def _channel_of(self, message: Message) -> str:
        """Return the channel's id; of a person, that of their direct messages with the bot."""
        channel = message.place.channel
        return self.direct.with_person(self.api, channel) if _is_direct(message) else channel

    def _answer(self, message: Message, link: str | None) -> Sent:
        """Say it to one person by a reply link; where that is none, used up, too old or not Slack's, another way."""
        rendered = self._rendered()
        if rendered is None:
            return Sent()
        if link is not None and self.outgoing.ambiguous < TRIES_A_WAY:
            try:
                return self._said(rendered, None, partial(self._respond, link))
            except CallRefusedError as error:
                log.info("A reply link is not taken (%s): %s goes another way", error.code, message.id)
                if message.person is None:
                    raise
        return self._whisper(message, rendered)

    def _share(self, message: Message, link: str) -> Sent:
        """Say it to the whole channel by a reply link, which nothing can be looked for by; else as a member there.

        What may stand there is not said again: the person sees whether it does, and can press once more.
        """
        rendered = self._rendered()
        if rendered is None or self.outgoing.ambiguous:
            return Sent()
        try:
            return self._said(rendered, None, partial(self._respond, link))
        except CallRefusedError as error:
            log.info("A reply link is not taken (%s): %s is posted by a member", error.code, message.id)
        try:
            return self._said(rendered, None, partial(self._post_at, message))
        except CallRefusedError as error:
            if error.code in OF_THE_TENANT:
                raise
            log.info("%s cannot be shown to the channel (%s): the person is told", message.id, error.code)
        return self._whisper(message, self.render(not_shared(self.outgoing.body)))

    def _respond(self, link: str, form: Rendered) -> Sent:
        if not self.links.take_use(link):
            raise CallRefusedError("used_url")
        how: dict[str, Any] = {
            "response_type": "in_channel" if isinstance(self.outgoing.body, SharedReply) else "ephemeral",
            "replace_original": replaces(self.outgoing.body),
        }
        thread = self.outgoing.destination.thread
        try:
            self.api.respond(
                link, arguments_for(None, form) | how | ({} if thread is None else {"thread_ts": thread})
            )
        except CallNotMadeError:
            self.links.give_back(link)
            raise
        return Sent()

    def _whisper(self, message: Message, rendered: Rendered) -> Sent:
        """Say it to one person beside them in the channel, and their thread there; else directly."""
        ways = 1 if self.outgoing.destination.reply_link is None else 2
        if self.outgoing.ambiguous < ways * TRIES_A_WAY and not _is_direct(message):
            try:
                return self._said(rendered, None, partial(self._post_beside, message))
            except CallRefusedError as error:
                if error.code in OF_THE_TENANT:
                    raise
                log.info("%s cannot be shown there (%s): it is said directly", message.id, error.code)
        return self._post_directly(message, rendered)

    def _post_beside(self, message: Message, form: Rendered) -> Sent:
        place = {"channel": message.place.channel, "user": message.person}
        if message.place.thread is not None:
            place["thread_ts"] = message.place.thread
        self.api.call(POST_EPHEMERAL, json=arguments_for(POST_EPHEMERAL, form) | place)
        return Sent()

    def _said(self, rendered: Rendered, view: TicketView | None, say: Callable[[Rendered], Said]) -> Said:
        """Say it; what Slack does not show is said in a plainer form: the text alone, and then one sentence.

        Raises:
            CallRefusedError: nor is that.
        """
        refused = CallRefusedError("no_text")
        for form in forms_of(rendered, lambda: self._sentence(view)):
            try:
                return say(form)
            except CallRefusedError as error:
                if error.code not in OF_THE_LOOK:
                    raise
                log.error("Slack does not show %s like that (%s)", self.outgoing.id, error.code)  # noqa: TRY400 - no traceback helps
                refused = error
        raise refused

    def _sentence(self, view: TicketView | None) -> Rendered:
        return self.render(sentence_for(self.outgoing.body, view, self.resolver.team_language))

    def _rendered(self) -> Rendered | None:
        """Return how what is said looks; None where nobody waits for it any more.

        A fault in that is told to the person in its place, with a reference number. An article, for example, may have
        gone since the question was asked: no later try would change that.
        """
        try:
            view = self.resolver.view_of(self.outgoing)
            return None if view is None else self.render(view)
        except StoreUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for a word
            reference = new_reference()
            log_fault(log, f"Reference {reference}: {self.outgoing.id} cannot be shown", error)
            return self.render(apology_for(self.outgoing.body, reference))


def _is_direct(message: Message) -> bool:
    """Return whether it goes to the direct messages of the person whom it is for."""
    return message.person is not None and message.place == Place.of_person(message.person)
