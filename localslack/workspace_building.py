"""Builds a workspace from its specification: ids for people, channels, user groups and other workspaces."""

from collections.abc import Mapping

from localslack.clock import IdGenerator
from localslack.entities import NameIndex, to_entities
from localslack.installation import Installation
from localslack.workspace import Channel, ChannelMessage, User, WorkspaceStore
from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec


def build_store(spec: WorkspaceSpec, app: Installation, bot_name: str, ids: IdGenerator) -> WorkspaceStore:
    """Return the workspace as it is at the beginning, with the app's bot in it."""
    bot = User(app.bot_user_id, bot_name, bot_name, is_bot=True)
    people = {person.name: _user(person, ids) for person in spec.people}
    channels = [_channel(channel, people, bot, ids) for channel in spec.channels]
    groups = {group_id(group.name): frozenset(people[name].id for name in group.members) for group in spec.groups}
    store = WorkspaceStore([bot, *people.values()], channels, groups)
    rooms = {channel.name: channel.id for channel in channels}
    names = NameIndex({user.name: user.id for user in (*people.values(), bot)}, rooms)
    for message in spec.messages:
        author, written = people[message.user], to_entities(message.text, names)
        store.put_message(
            ChannelMessage(
                rooms[message.channel],
                ids.timestamp(),
                author.id,
                written.text,
                blocks=tuple(written.blocks),
                author=author if author.team_id else None,
            )
        )
    return store


def group_id(name: str) -> str:
    """Return the id of the user group with this name."""
    return f"S0{_letters_of(name)}"


def team_id(name: str) -> str:
    """Return the id of the other workspace with this name."""
    return f"T0{_letters_of(name)}"


def _letters_of(name: str) -> str:
    return "".join(filter(str.isalnum, name.upper()))


def _user(person: PersonSpec, ids: IdGenerator) -> User:
    return User(
        ids.identifier("W" if person.is_enterprise else "U"),
        person.name,
        person.real_name,
        is_guest=person.is_guest,
        is_single_channel_guest=person.is_single_channel_guest,
        is_deactivated=person.is_deactivated,
        team_id=team_id(person.team) if person.team else None,
    )


def _channel(channel: ChannelSpec, people: Mapping[str, User], bot: User, ids: IdGenerator) -> Channel:
    members = [people[name] for name in channel.members]
    return Channel(
        id=ids.identifier("C"),
        name=channel.name,
        kind="mpim" if channel.is_group_dm else "group" if channel.is_private else "channel",
        members=frozenset({user.id for user in members} | ({bot.id} if channel.has_bot else set())),
        is_archived=channel.is_archived,
        shared_with=frozenset(user.team_id for user in members if user.team_id),
    )
