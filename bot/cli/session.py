"""One conversation at the command line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.conversation import Conversation, Memory, Question

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.reply import Reply, Trace
    from bot.rendering.context import RenderContext
    from bot.services.answering import Answering

HERE = Conversation("command", team="local", channel="terminal", person="you")


@dataclass
class Session:
    """One conversation at the command line."""

    answering: Answering
    context: RenderContext
    memory: Memory = field(default_factory=Memory)
    language: Language | None = None

    def reply_to(self, text: str) -> Reply:
        """The reply; what it leaves behind is remembered for the next one."""
        reply, memory = self.answering.reply_to(self._question(text), self.memory)
        self.memory = replace(memory, updated_at=datetime.now(UTC))
        return reply

    def explain(self, text: str) -> tuple[Reply, Trace]:
        """The reply and its trace; nothing is remembered."""
        return self.answering.explain(self._question(text), self.memory)

    def _question(self, text: str) -> Question:
        return Question(text, HERE, requester="you", language=self.language)
