"""Bots as one writes them first: `python -m bench.serving.rivals stock|inline|quick|obvious SLACK_URL`.

Bolt as its documentation has one start: `stock` acks as Bolt does by default; `quick` with process_before_response;
`inline` does too, and posts a line on each mention before it acks, keeping nothing. `obvious` does as `inline`, and
what it posts is the answer whose phrasing is most like the question: one look with rapidfuzz's WRatio at all the
phrasings of our knowledge base. All on waitress, with the bot's number of threads.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process
from slack_bolt import Ack, App, Say
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import TcpWSGIServer

from bench.bot_under_test import answering
from bench.serving.load import SECRET
from bot.domain.language import LANGUAGES
from bot.matching.matcher import phrases_of
from bot.rendering.document import FormattedText
from bot.rendering.targets.mrkdwn import to_mrkdwn

if TYPE_CHECKING:
    from collections.abc import Mapping

THREADS = 8
NO_ANSWER = "I do not know. I have told the support team."


def hello_world(slack_url: str, *, is_quick: bool) -> App:
    """Return a bot of one command that says hello, and one event that says hello."""
    app = _bolt(slack_url, is_quick=is_quick)

    @app.command("/hello")
    def answer(ack: Ack) -> None:
        ack("Hello! Ask me how to connect Exact Globe with eConnect.")

    @app.event("app_mention")
    def greet(event: Mapping[str, Any], say: Say) -> None:
        say(text="Hello! Ask me how to connect Exact Globe with eConnect.", thread_ts=event["ts"])

    return app


def obvious(slack_url: str) -> App:
    """Return a bot that posts the answer whose phrasing is most like the question."""
    app = _bolt(slack_url, is_quick=True)
    knowledge = answering().knowledge
    answers = {
        (article.slug, language): to_mrkdwn((FormattedText(article.answer.in_language(language)),))
        for article in knowledge.published()
        for language in LANGUAGES
    }
    phrases = list(phrases_of(knowledge))
    texts = [phrase.text for phrase in phrases]

    @app.event("app_mention")
    def answer(event: Mapping[str, Any], say: Say) -> None:
        question = event["text"].partition(">")[2].strip()
        _, _, row = process.extractOne(question, texts, scorer=fuzz.WRatio)
        say(text=answers.get((phrases[row].target, phrases[row].language), NO_ANSWER), thread_ts=event["ts"])

    return app


def _bolt(slack_url: str, *, is_quick: bool) -> App:
    return App(
        client=WebClient(token="xoxb-bench", base_url=slack_url),  # noqa: S106 - of nothing
        signing_secret=SECRET,
        process_before_response=is_quick,
        token_verification_enabled=False,
    )


def main() -> None:
    """Serve until killed; the first line printed is the port."""
    kind, slack_url = sys.argv[1:]
    app = obvious(slack_url) if kind == "obvious" else hello_world(slack_url, is_quick=kind != "stock")
    handler = SlackRequestHandler(app, path="/slack/events")
    server: Any = TcpWSGIServer(handler, host="127.0.0.1", port=0, threads=THREADS)  # its stubs leave out half
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main()
