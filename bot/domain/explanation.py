"""Why an earlier question got the reply that it got, for whoever looks below that reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.reply import Reply, Trace


@dataclass(frozen=True, slots=True)
class FileLine:
    """Where something stands in the knowledge editors' files; `line` is None where it is not found there."""

    path: str
    line: int | None


@dataclass(frozen=True, slots=True)
class TeamInsight:
    """What a support member reads besides: where the articles and the phrasings that matched stand."""

    trace_id: str
    articles: tuple[FileLine, ...]
    phrasings: tuple[tuple[str, FileLine], ...]
    knowledge_version: str


@dataclass(frozen=True, slots=True)
class WhyForm:
    """Why an earlier question got its reply.

    Attributes:
        language: the reader's.
        reply: the one that was given, as it is kept.
        trace: of a run that gives the very same reply, to the last figure; None where no run does.
        is_direct: whether a calculator was asked by its command.
        is_whole: whether what was asked is kept whole; else nothing is told that might depend on the rest.
        was_changed: whether the knowledge base is another than it was then.
        now: what would be said now, where that can be told and the trace cannot.
        chosen: the article that somebody chose, or that a follow-up led to, where that one is asked about.
        followed: what the last message was taken to ask for with what was said before, where it was a follow-up.
        is_of_setup: whether `chosen` is that of the step that the card of their set-up shows.
        is_channels_language: whether the words told no language, and that of the reply was set for the channel.
        team: None for everybody but support members.
    """

    language: Language
    reply: Reply
    trace: Trace | None = None
    is_direct: bool = False
    is_whole: bool = True
    was_changed: bool = False
    now: Reply | None = None
    chosen: str | None = None
    followed: FollowUpKind | None = None
    is_channels_language: bool = False
    is_of_setup: bool = False
    team: TeamInsight | None = None
