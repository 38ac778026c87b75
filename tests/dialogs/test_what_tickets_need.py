"""Each declaration of the manifest that tickets need is missed by a story when it is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.slack.ids import COMMANDS, EVENT_SCOPES
from tests.dialogs import test_channel_manners as channels
from tests.dialogs import test_overviews as overviews
from tests.dialogs import test_tickets as tickets
from tests.dialogs.desk import Story, crowd
from tests.dialogs.running import staged
from tests.dialogs.test_dialogs import MANIFEST, MISSES, SCOPES, without

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.settings import Settings
    from localslack.workspace_spec import WorkspaceSpec

pytestmark = pytest.mark.slow  # real sockets

STORIES: dict[str, Callable[[Story], None]] = {
    "/econnect-support": tickets.test_a_question_is_typed_behind_the_command,
    "/econnect-triage": tickets.test_the_team_lists_and_searches,
    "/econnect-channel": lambda story: channels.sets(story, story.stage.slack.channels["general"]),
    "message.channels": tickets.test_in_a_channel_the_requester_hears_in_their_thread,
    "message.groups": tickets.test_the_first_word_below_the_card_claims,
    "im:write": tickets.test_from_a_command_the_requester_hears_directly,
    "groups:read": tickets.test_a_ticket_is_given_to_a_colleague_who_is_told,
    "channels:read": tickets.test_a_ticket_is_given_to_a_colleague_who_is_told,
    "users:read": tickets.test_a_ticket_is_given_to_a_colleague_who_is_told,
    "usergroups:read": tickets.test_a_ticket_is_given_to_a_colleague_who_is_told,
    "reaction_added": overviews.test_a_reaction_hands_over_a_question_that_the_bot_answered,
    "reactions:read": overviews.test_a_reaction_hands_over_a_question_that_the_bot_answered,
    "app_home_opened": overviews.test_from_home_a_question_is_handed_over,
}


def people(name: str) -> WorkspaceSpec:
    """Return the crowd, with a triage channel that everybody may join where its members are to be asked for."""
    workspace, is_private = crowd(), name != "channels:read"
    channels = tuple(replace(each, is_private=each.is_private and is_private) for each in workspace.channels)
    return replace(workspace, channels=channels)


def test_every_declaration_is_missed_by_a_story_or_a_dialog() -> None:
    assert {*SCOPES, *EVENT_SCOPES, *COMMANDS} == MISSES.keys() | STORIES.keys()


@pytest.mark.parametrize("is_declared", [True, False])
@pytest.mark.parametrize("name", STORIES)
def test_a_story_fails_without_it_and_goes_well_with_it(
    name: str, tmp_path: Path, cache: Path, *, is_declared: bool
) -> None:
    manifest = tmp_path / "manifest.yml"
    declared = yaml.safe_load(MANIFEST.read_text(encoding="utf-8")) if is_declared else without(name)
    manifest.write_text(yaml.safe_dump(declared), encoding="utf-8")
    group = "S0SUPPORT" if name == "usergroups:read" else None
    url = f"sqlite:///{tmp_path}/bot.db"

    def adapt(settings: Settings) -> Settings:
        assert settings.desk is not None
        return replace(settings, desk=replace(settings.desk, group=group))

    with staged("http", manifest, cache, url, people(name), adapt) as stage:
        story = Story(stage, stage.slack.people["alice0"], seconds=2)
        if is_declared:
            STORIES[name](story)
            return
        with pytest.raises((AssertionError, LookupError, TimeoutError, ValueError)):
            STORIES[name](story)
