"""The terminal chat: the same bot, one question a line."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final

import click

from bot.cli.console import show
from bot.rendering.masking import is_masked
from bot.rendering.targets.markdown import to_markdown
from bot.rendering.why import trace_to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from bot.cli.local_conversation import Session
    from bot.domain.calculation import CalculatorName

HELP: Final = """\
Ask in Dutch or English, for example **which version do I need?** or **wat is mijn adres, kvk 01035286?**

- `/address 01035286` works out a mailbox address
- `/version 412SP26` checks an Exact Globe version
- `/why` says why the last reply was given
- `/lang en`, `/lang nl`, `/lang auto` sets the language of the replies
- `/quit` leaves (or Ctrl-D)"""


def chat_with(session: Session, history: Path) -> None:
    """Talk with who types here until they leave. `history` keeps what was typed between sittings."""
    show(f"**econnect-bot**, {len(session.answering.knowledge.articles)} articles. `/help` says what you can do.")
    reply_to_each(session, _typed(history))


def reply_to_each(session: Session, lines: Iterable[str]) -> None:
    """Reply to one line after another, until they end or one says to leave."""
    chat = Chat(session)
    for line in lines:
        if line.strip() and not chat.hears(line.strip()):
            break


class Chat:
    """A session with commands."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._commands: Mapping[str, Callable[[str], None]] = {
            "/address": lambda text: self._calculate("mailbox-address", text),
            "/version": lambda text: self._calculate("version-check", text),
            "/why": self._explain,
            "/lang": self._speak,
            "/help": lambda _: show(HELP),
        }

    def hears(self, line: str) -> bool:
        """Reply to one line; False where it says to leave."""
        name, _, rest = line.partition(" ")
        if name in {"/quit", "/exit", "/q"}:
            return False
        if not line.startswith("/"):
            show(to_markdown(self._session.reply_to(line), self._session.context))
        elif name in self._commands:
            self._commands[name](rest.strip())
        else:
            show(f"There is no command `{name}`. `/help` names them all.")
        return True

    def _calculate(self, calculator: CalculatorName, text: str) -> None:
        show(to_markdown(self._session.calculate(calculator, text), self._session.context))

    def _explain(self, text: str) -> None:
        explained = self._session.explain(text) if text else self._session.explain_last()
        if explained is None:
            show("Ask something first; then `/why` says why the reply was what it was.")
            return
        reply, trace = explained
        show(trace_to_markdown(trace, reply, self._session.context))

    def _speak(self, text: str) -> None:
        if text not in {"en", "nl", "auto"}:
            show("Choose `/lang en`, `/lang nl`, or `/lang auto` for the language of the question.")
            return
        self._session.language = None if text == "auto" else text  # type: ignore[assignment] # one of the two
        show(f"Language: {text}.")


def piped_lines() -> Iterator[str]:
    """Yield the lines of standard input as they come; blank ones are nobody's question."""
    for line in sys.stdin.buffer if sys.stdin is not None else ():
        text = line.decode("utf-8", errors="replace")
        if text.strip():
            yield text


def _typed(history: Path) -> Iterator[str]:
    """Lines with editing and history, where the platform has them. What may be a BSN is not kept."""
    with contextlib.suppress(ImportError, OSError):
        import readline  # noqa: PLC0415 - not on every platform

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
        with contextlib.suppress(ImportError, OSError):
            import readline  # noqa: PLC0415 - not on every platform

            for place in range(readline.get_current_history_length(), 0, -1):
                if is_masked(readline.get_history_item(place) or ""):
                    readline.remove_history_item(place - 1)  # these places begin at 0, those above at 1
            readline.write_history_file(history)
