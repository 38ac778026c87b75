"""The workspace as one person sees it, as the page gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.bootstrap.live import LiveAnswering
    from localslack import Channel, ChannelMessage, LocalSlack, Member, OpenView


@dataclass(frozen=True, slots=True)
class Offer:
    """What the manifest offers people."""

    bot_name: str
    has_home: bool
    commands: tuple[Mapping[str, str], ...]
    shortcuts: tuple[Mapping[str, str], ...]


def read_offer(manifest: Mapping[str, Any]) -> Offer:
    """What `manifest` offers: its commands with their hints, and its shortcuts."""
    features = manifest["features"]
    return Offer(
        bot_name=features["bot_user"]["display_name"],
        has_home=bool(features.get("app_home", {}).get("home_tab_enabled")),
        commands=tuple(
            {
                "name": entry["command"],
                "hint": entry.get("usage_hint", ""),
                "description": entry.get("description", ""),
            }
            for entry in features.get("slash_commands") or ()
        ),
        shortcuts=tuple(
            {"id": entry["callback_id"], "name": entry["name"], "kind": entry["type"]}
            for entry in features.get("shortcuts") or ()
        ),
    )


def state_of(slack: LocalSlack, me: Member, offer: Offer) -> dict[str, Any]:
    """Everything that `me` sees now, as JSON."""
    mine = [channel for channel in slack.channels.values() if me.id in channel.members]
    bot = {"id": slack.app.bot_user_id, "name": offer.bot_name, "real_name": offer.bot_name, "is_bot": True}
    people = [
        {"id": each.id, "name": name, "real_name": each.user.real_name, "is_guest": each.user.is_guest}
        for name, each in slack.people.items()
    ]
    return {
        "team": slack.app.team_name,
        "me": me.id,
        "bot": bot["id"],
        "people": [*people, bot],
        "commands": offer.commands,
        "shortcuts": offer.shortcuts,
        "channels": [_channel(channel, me) for channel in (*mine, me.dm)],
        "modal": None if me.modal is None else _view(me.modal),
        "has_home": offer.has_home,
        "home": None if me.home is None else _view(me.home),
    }


def state_of_knowledge(answering: LiveAnswering) -> dict[str, Any]:
    """What is answered from now, and what is wrong with what stands in the files, as JSON."""
    return {
        "knowledge": answering.current.knowledge.version,
        "problems": [
            {
                "place": problem.path if problem.line is None else f"{problem.path}:{problem.line}",
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in answering.problems
        ],
    }


def _channel(channel: Channel, me: Member) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": sorted(channel.members),
        "messages": [_message(message) for message in me.sees(channel)],
    }


def _message(message: ChannelMessage) -> dict[str, Any]:
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts if message.is_in_thread else None,
        "is_ephemeral": message.ephemeral_to is not None,
        "is_edited": message.edited_ts is not None,
        "files": [file["name"] for file in message.files],
        "reactions": message.reactions,
    }


def _view(view: OpenView) -> dict[str, Any]:
    return {"id": view.id, "hash": view.hash, **view.content}
