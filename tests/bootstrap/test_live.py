from __future__ import annotations

import os
import shutil
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.live import AGAIN_LOOKS, LiveAnswering
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.explanation import FileLine
from bot.domain.problem import KnowledgeError
from bot.domain.reply import Answer
from bot.services.supervising import Supervisor
from bot.settings import from_environment
from tests.factories import article, files
from tests.knowledge.machine_made import mount, write_left_behind

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

GREETING = "general/greeting.yml"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write(tmp_path / "knowledge", files())
    environment = {
        "ECONNECT_KNOWLEDGE_DIR": str(tmp_path / "knowledge"),
        "ECONNECT_CACHE_DIR": str(tmp_path / "cache"),
    }
    return from_environment(environment, tmp_path)


def write(folder: Path, contents: dict[str, bytes]) -> None:
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def asked(live: LiveAnswering, text: str) -> object:
    where = Conversation("command", "T", "C", person="U")
    return live.current.reply_to(Question(text, where, "U"), Memory())[0]


def test_a_changed_answer_and_a_new_phrasing_are_loaded(settings: Settings) -> None:
    live = LiveAnswering(settings)
    before = live.current
    write(settings.knowledge_dir, {GREETING: article("Bonjour", en=("hi", "top of the day"), nl=("hoi",))})

    assert live.refresh()
    assert live.current is not before
    assert live.current.knowledge.articles["greeting"].title.en == "Bonjour"
    assert isinstance(reply := asked(live, "top of the day"), Answer)
    assert reply.articles == ("greeting",)


def test_what_is_loaded_is_warm_at_the_start_and_after_a_change(settings: Settings) -> None:
    live = LiveAnswering(settings)
    before = live.current
    write(settings.knowledge_dir, {GREETING: article("Bonjour", en=("hi",), nl=("hoi",))})
    live.refresh()

    for loaded in (before, live.current):
        assert all("_cues" in vars(each) for each in loaded.each)


def test_the_log_names_the_gaps_that_are_gone(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    live = LiveAnswering(settings)
    caplog.set_level("INFO")

    write(settings.knowledge_dir, {GREETING: article("Bonjour", en=("hi",), nl=("hoi",))})
    live.refresh()
    assert "No longer gaps" not in caplog.text
    (settings.knowledge_dir / "exact-globe" / "gaps.yml").unlink()
    live.refresh()
    assert "No longer gaps: prices" in caplog.text


def test_what_did_not_change_is_not_loaded_again(settings: Settings) -> None:
    live = LiveAnswering(settings)

    assert not live.refresh()


@pytest.mark.parametrize(
    "broken",
    [
        b"title: [",
        article("Hello", en=("hi",), nl=("hoi",), extra="colour: red\n"),
        b"",
        b"\xff\xfe",
        article("Hello", en=("hi",), nl=("hoi",))[:80],
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    ],
    ids=["syntax", "schema", "empty", "encoding", "half-written", "alias bomb"],
)
def test_a_broken_file_never_replaces_a_good_one(
    settings: Settings, broken: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveAnswering(settings)
    good = live.current
    write(settings.knowledge_dir, {GREETING: broken})

    assert not live.refresh()
    assert not live.refresh()
    assert live.current is good
    assert live.problems[0].path == GREETING
    assert not live.is_current()
    assert caplog.text.count(GREETING) == len(live.problems)

    write(settings.knowledge_dir, {GREETING: article("Back", en=("hi",), nl=("hoi",))})
    assert live.refresh()
    assert live.is_current()
    assert live.current.knowledge.articles["greeting"].title.en == "Back"


def test_a_deleted_folder_changes_nothing(settings: Settings) -> None:
    live = LiveAnswering(settings)
    shutil.rmtree(settings.knowledge_dir)

    assert not live.refresh()
    assert live.current.knowledge.articles


def test_a_bot_does_not_start_with_a_broken_knowledge_base(settings: Settings) -> None:
    write(settings.knowledge_dir, {GREETING: b""})

    with pytest.raises(KnowledgeError):
        LiveAnswering(settings)


def test_a_save_is_seen_by_itself(settings: Settings) -> None:
    live, stop, told = LiveAnswering(settings), Event(), Event()
    work = live.follow(told.set).start(Supervisor(), stop)
    write(settings.knowledge_dir, {GREETING: article("Seen", en=("hi",), nl=("hoi",))})

    assert told.wait(10)
    assert live.current.knowledge.articles["greeting"].title.en == "Seen"
    assert live.current.explain(Question("hi", Conversation("command", "T", "C"), "U"), Memory())[1].knowledge_version
    told.clear()
    write(settings.knowledge_dir, {GREETING: b""})
    assert told.wait(10)
    assert live.problems
    stop.set()
    assert work.join(10)


def test_everything_else_is_passed_on(settings: Settings) -> None:
    live = LiveAnswering(settings)

    assert live.current.article("greeting", "en") == Answer("en", ("greeting",), 1.0)
    assert live.current.calculate("version-check", "413", "en").outcome.value == "yes"


def test_the_swap_of_a_mounted_config_map_is_followed(tmp_path: Path) -> None:
    mounted = tmp_path / "mounted"
    mount(files(), mounted, "10_00_00.1")
    environment = {"ECONNECT_KNOWLEDGE_DIR": str(mounted), "ECONNECT_CACHE_DIR": str(tmp_path / "cache")}
    live, stop, told = LiveAnswering(from_environment(environment, tmp_path)), Event(), Event()
    work = live.follow(told.set).start(Supervisor(), stop)
    assert told.wait(10)  # it looks once at the start
    told.clear()
    mount(files() | {GREETING: article("Swapped", en=("hi",), nl=("hoi",))}, mounted, "10_00_01.2")

    assert told.wait(10)
    assert live.current.knowledge.articles["greeting"].title.en == "Swapped"
    stop.set()
    assert work.join(10)


def test_what_an_editor_leaves_behind_does_not_keep_a_save_from_being_seen(settings: Settings) -> None:
    live, stop, told = LiveAnswering(settings), Event(), Event()
    write_left_behind(settings.knowledge_dir / "general")
    write(settings.knowledge_dir, {GREETING: article("Seen", en=("hi",), nl=("hoi",))})
    work = live.follow(told.set).start(Supervisor(), stop)

    assert told.wait(10)
    assert live.current.knowledge.articles["greeting"].title.en == "Seen"
    stop.set()
    assert work.join(10)


def put(kind: str, place: Path) -> None:
    match kind:
        case "link":
            place.symlink_to("nowhere.yml")
        case "loop":
            place.symlink_to(place.name)
        case "pipe":
            os.mkfifo(place)
        case _:
            place.mkdir()


class CountingAnswering(LiveAnswering):
    """Knows how often it has read the folder."""

    reads = 0

    def refresh(self) -> bool:
        self.reads += 1
        return super().refresh()


@pytest.mark.parametrize("kind", ["link", "loop", "pipe", "folder"])
def test_a_folder_with_what_cannot_be_read_is_not_read_at_every_look(settings: Settings, kind: str) -> None:
    live, told = CountingAnswering(settings), list[None]()
    place = settings.knowledge_dir / "general" / "odd.yml"
    put(kind, place)
    look = live.follow(lambda: told.append(None)).run
    for _ in range(100):
        look()
    assert (live.reads, len(told), bool(live.problems)) == (1, 1, True)
    for _ in range(AGAIN_LOOKS):
        look()
    assert (live.reads, len(told)) == (2, 1)


def test_a_file_that_cannot_be_read_never_replaces_a_good_one(settings: Settings) -> None:
    live = LiveAnswering(settings)
    (settings.knowledge_dir / GREETING).unlink()
    (settings.knowledge_dir / GREETING).symlink_to("nowhere.yml")

    assert not live.refresh()
    assert not live.refresh()
    assert live.problems[0].message == "This link leads to no file"
    assert live.current.knowledge.articles["greeting"]


def test_where_something_stands_is_told_by_the_files_as_they_are_now(settings: Settings) -> None:
    live = LiveAnswering(settings)
    article_file, _, _ = found = live.locate((("mailbox", None), ("mailbox", "where is my mailbox"), ("gone", None)))

    assert article_file == FileLine("exact-globe/articles/mailbox.yml", 1)
    assert [each.line for each in found] == [1, 7, None]
    path = settings.knowledge_dir / article_file.path
    path.write_bytes(b"# a line more" + b"\n" + path.read_bytes())
    assert [each.line for each in live.locate((("mailbox", "where is my mailbox"), ("mailbox", "gone")))] == [8, None]


class FaultyAnswering(LiveAnswering):
    """Has a fault whenever it reads the folder."""

    def refresh(self) -> bool:
        raise LookupError


def test_a_fault_in_reading_fails_its_round_stands_among_the_problems_and_ends_nothing(settings: Settings) -> None:
    live, told = FaultyAnswering(settings), list[None]()
    look = live.follow(lambda: told.append(None)).run
    with pytest.raises(LookupError):
        look()
    assert [each.message for each in live.problems] == ["It cannot be read"]
    assert told == [None]
    look()  # nothing has changed: it is not read again
