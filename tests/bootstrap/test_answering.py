from __future__ import annotations

import stat
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import snowballstemmer

from bot.bootstrap.answering import answering, answering_from, guesser, matcher, with_drafts
from bot.domain.follow_ups import FollowUpWords
from bot.domain.problem import KnowledgeError
from bot.domain.reply import Answer
from bot.matching import cache_format
from bot.matching.counts_format import dump
from bot.matching.follow_up_counts import count
from bot.services.checking import first_reply
from tests.factories import article, files, knowledge_base, with_a_draft_of_afas
from tests.playground.conftest import small_settings

if TYPE_CHECKING:
    from pathlib import Path

ASK = """
import sys
from bot.cli import main
SLOW = {"yaml", "markdown_it", "bot.knowledge.loading", "bot.services.ports"}
try:
    main(["ask", *sys.argv[1:]])
finally:
    print(sorted(SLOW & sys.modules.keys()), file=sys.stderr)
"""


def test_a_warm_cache_needs_neither_yaml_nor_markdown_and_asking_no_ports(tmp_path: Path) -> None:
    for path, content in files().items():
        (tmp_path / "knowledge" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "knowledge" / path).write_bytes(content)

    cold, warm = (asked(tmp_path, "where is my mailbox"), asked(tmp_path, "where is my mailbox"))

    assert "About The mailbox: update 413." in cold.stdout
    assert warm.stdout == cold.stdout
    assert cold.stderr.splitlines()[-1] == "['bot.knowledge.loading', 'markdown_it', 'yaml']"
    assert warm.stderr.splitlines()[-1] == "[]"


def test_a_spoilt_cache_is_made_anew(tmp_path: Path) -> None:
    test_a_warm_cache_needs_neither_yaml_nor_markdown_and_asking_no_ports(tmp_path)
    for path in (tmp_path / "cache").glob("*.bin"):
        path.write_bytes(b"spoilt")

    assert "About The mailbox" in asked(tmp_path, "where is my mailbox").stdout
    assert asked(tmp_path, "where is my mailbox").stderr.splitlines()[-1] == "[]"


def asked(folder: Path, question: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-X", "utf8", "-c", ASK, question, "--knowledge", str(folder / "knowledge")],
        env={"ECONNECT_CACHE_DIR": str(folder / "cache"), "PATH": "", "SYSTEMROOT": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_files_that_are_not_written_answer_as_if_they_were(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    changed = files(version=article("The version", en=("pears and apples",), nl=("peren",)))

    reply = first_reply(answering_from(settings, changed).each[0], "pears and apples")

    assert isinstance(reply, Answer)
    assert reply.articles == ("version",)


def test_files_that_are_wrong_are_told_before_they_are_written(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="The file is empty"):
        answering_from(small_settings(tmp_path), files(facts=b""))


def test_follow_ups_are_counted_once_and_again_where_what_was_kept_is_spoilt(tmp_path: Path) -> None:
    told, other = (replace(knowledge_base(), words=(FollowUpWords({"fails": (text,)}),)) for text in ("tilt", "bang"))
    first = guesser(told, tmp_path)
    (kept,) = tmp_path.glob("follow-ups-*.bin")
    kept.write_bytes(dump(count(other)))
    second = guesser(told, tmp_path)
    kept.write_bytes(b"spoilt")
    third = guesser(told, tmp_path)

    assert [each.counts.alone for each in (first, second, third)] == [{"tilt"}, {"bang"}, {"tilt"}]
    assert guesser(told, tmp_path).counts.alone == {"tilt"}


def test_of_an_edited_knowledge_base_the_words_read_before_are_used(tmp_path: Path) -> None:
    matcher(knowledge_base(), tmp_path)
    (kept,) = tmp_path.glob("words-*.bin")
    kept.write_bytes(kept.read_bytes().replace(b'":"where is my mailbox"', b'":"where is my letterbox"'))

    edited = knowledge_base(version=article("The version", en=("which version",), nl=("welke versie",)))

    assert "letterbox" in matcher(edited, tmp_path).lexicon.frequency


def test_where_the_stemmers_are_no_files_no_words_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = cache_format.dump(matcher(knowledge_base(), tmp_path / "before"))
    monkeypatch.setattr(snowballstemmer.__spec__, "submodule_search_locations", [str(tmp_path / "stemmers.zip")])

    assert cache_format.dump(matcher(knowledge_base(), tmp_path / "now")) == expected
    assert [*(tmp_path / "now").glob("words-*.bin")] == []


@pytest.mark.parametrize("is_spoilt", [False, True])
def test_words_read_before_make_no_difference(tmp_path: Path, *, is_spoilt: bool) -> None:
    edited = knowledge_base(version=article("The version", en=("which version",), nl=("is 413 genoeg",)))
    cold, warm = tmp_path / "cold", tmp_path / "warm"
    matcher(knowledge_base(), warm)
    (kept,) = warm.glob("words-*.bin")
    kept.write_bytes(b"spoilt" if is_spoilt else kept.read_bytes())

    assert cache_format.dump(matcher(edited, warm)) == cache_format.dump(matcher(edited, cold))
    assert kept.read_bytes() == next(cold.glob("words-*.bin")).read_bytes()


def test_what_answers_has_its_follow_ups_kept_once_they_are_asked_for(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    ready = answering(settings)
    before = list(settings.cache_dir.glob("follow-ups-*.bin"))
    ready.warm_up()

    assert before == []
    assert len(list(settings.cache_dir.glob("follow-ups-*.bin"))) == 1


def test_of_five_packages_drafts_among_them_nothing_is_made_a_second_time(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    for path, content in of_five_packages().items():
        (settings.knowledge_dir / path).parent.mkdir(parents=True, exist_ok=True)
        (settings.knowledge_dir / path).write_bytes(content)
    with_drafts(answering(settings), settings).warm_up()
    mark_kept(settings.cache_dir)
    before = marked(settings.cache_dir)
    with_drafts(answering(settings), settings).warm_up()

    assert len([name for name in before if name.startswith(("matcher-", "follow-ups-"))]) == 10
    assert marked(settings.cache_dir) == before


def of_five_packages() -> dict[str, bytes]:
    """Return the files of a knowledge base with an integration of its own, and four drafts."""
    contents = with_a_draft_of_afas()
    drafts = {path: content for path, content in contents.items() if path.startswith("afas/")}
    for name in (b"exin", b"tempo", b"visma"):
        for path, content in drafts.items():
            contents[path.replace("afas", name.decode())] = content.replace(b"afas", name).replace(b"AFAS", name)
        contents["products.yml"] += name + b": {name: " + name.title() + b", role: ours}\n"
    return contents


def mark_kept(cache_dir: Path) -> None:
    """Mark the files that are there: what is written anew in the place of one has no mark."""
    for path in cache_dir.iterdir():
        path.chmod(stat.S_IREAD)


def marked(cache_dir: Path) -> set[str]:
    """Return the names of those that bear it still."""
    return {path.name for path in cache_dir.iterdir() if not path.stat().st_mode & stat.S_IWRITE}


def test_where_no_package_is_a_draft_the_same_answers(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    now = answering(settings)

    assert with_drafts(now, settings) is now
