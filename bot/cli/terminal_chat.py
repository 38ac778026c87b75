"""The terminal chat: the same bot, one question a line."""

from __future__ import annotations

import contextlib
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from bot.cli.console import show
from bot.domain.private_numbers import has_private_number
from bot.rendering.targets.markdown import to_markdown
from bot.rendering.why import trace_to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from bot.cli.local_conversation import LocalConversation
    from bot.domain.calculation import CalculatorName

HELP: Final = """\
Ask in Dutch or English, for example **which version do I need?** or **wat is mijn adres, kvk 01035286?**

- `/address 01035286` works out a mailbox address
- `/version 412SP26` checks an Exact Globe version
- `/why` explains the last reply
- `/lang en`, `/lang nl`, `/lang auto` sets the language of the replies
- `/quit` or Ctrl-D exits"""


def chat_with(conversation: LocalConversation, history: Path) -> None:
    """Talk with who types here until they leave. `history` keeps what was typed between sittings."""
    show(
        f"**econnect-bot**, {len(conversation.answering.knowledge.articles)} articles. `/help` shows what you can do."
    )
    reply_to_lines(conversation, _typed(history))


def reply_to_lines(conversation: LocalConversation, lines: Iterable[str]) -> None:
    """Reply to one line after another, until they end or one says to leave."""
    chat = Chat(conversation)
    for line in lines:
        if line.strip() and not chat.handle(line.strip()):
            break


class Chat:
    """A conversation with commands."""

    def __init__(self, conversation: LocalConversation) -> None:
        self._conversation = conversation
        self._commands: Mapping[str, Callable[[str], None]] = {
            "/address": lambda text: self._calculate("mailbox-address", text),
            "/version": lambda text: self._calculate("version-check", text),
            "/why": self._explain,
            "/lang": self._speak,
            "/help": lambda _: show(HELP),
        }

    def handle(self, line: str) -> bool:
        """Reply to one line; return False where it says to leave."""
        name, _, rest = line.partition(" ")
        if name in {"/quit", "/exit", "/q"}:
            return False
        if not line.startswith("/"):
            show(to_markdown(self._conversation.reply_to(line), self._conversation.context))
        elif name in self._commands:
            self._commands[name](rest.strip())
        else:
            show(f"There is no command `{name}`. `/help` lists them all.")
        return True

    def _calculate(self, calculator: CalculatorName, text: str) -> None:
        show(to_markdown(self._conversation.calculate(calculator, text), self._conversation.context))

    def _explain(self, text: str) -> None:
        explained = self._conversation.explain(text) if text else self._conversation.explain_last()
        if explained is None:
            show("Ask something first; then `/why` explains the reply.")
            return
        reply, trace = explained
        show(trace_to_markdown(trace, reply, self._conversation.context))

    def _speak(self, text: str) -> None:
        if text not in {"en", "nl", "auto"}:
            show("Choose `/lang en`, `/lang nl`, or `/lang auto` to follow the language of the question.")
            return
        self._conversation.language = None if text == "auto" else text  # type: ignore[assignment] # one of the two
        show(f"Language: {text}.")


def _typed(history: Path) -> Iterator[str]:
    """Yield the lines typed, with editing and history where the platform has them. What may be a BSN is not kept."""
    readline = _readline()
    if readline is not None:
        with contextlib.suppress(OSError):
            history.parent.mkdir(parents=True, exist_ok=True)
            history.touch(mode=0o600)
            readline.read_history_file(history)
            readline.set_history_length(500)
    try:
        while True:
            try:
                yield input("\nyou> ")
            except EOFError:
                click.echo()
                return
    finally:
        if readline is not None:
            _write_history(readline, history)


def _write_history(readline: ModuleType, history: Path) -> None:
    for position in range(readline.get_current_history_length(), 0, -1):
        if has_private_number(readline.get_history_item(position) or ""):
            readline.remove_history_item(position - 1)  # these positions begin at 0, those above at 1
    with contextlib.suppress(OSError):
        readline.write_history_file(history)


def _readline() -> ModuleType | None:
    """Import line editing and its history; None on platforms that have none."""
    try:
        return import_module("readline")
    except ImportError:
        return None
