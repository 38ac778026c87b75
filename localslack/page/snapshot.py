"""The workspace as one person sees it, as the page gets it."""

from typing import Any

from localslack.local_slack import LocalSlack
from localslack.manifest import AppManifest
from localslack.member import Member
from localslack.workspace import Channel, ChannelMessage, OpenView


def snapshot(slack: LocalSlack, me: Member) -> dict[str, Any]:
    """Return everything that `me` sees now, as JSON."""
    manifest = slack.manifest
    mine = [channel for channel in slack.channels.values() if me.id in channel.members]
    bot = {"id": slack.app.bot_user_id, "name": manifest.bot_name, "real_name": manifest.bot_name, "is_bot": True}
    people = [
        {"id": member.id, "name": name, "real_name": member.user.real_name, "is_guest": member.user.is_guest}
        for name, member in slack.people.items()
    ]
    return {
        "team": slack.app.team_name,
        "site": f"https://{slack.app.team_domain}.slack.com",
        "now": int(slack.state.clock() // 60 * 60),
        "me": me.id,
        "bot": bot["id"],
        "people": [*people, bot],
        "commands": _commands(manifest),
        "shortcuts": [
            {"id": shortcut.callback_id, "name": shortcut.name, "kind": shortcut.kind}
            for shortcut in manifest.shortcuts.values()
        ],
        "channels": [_channel(channel, me) for channel in (*mine, me.dm)],
        "modal": None if me.modal is None else _view(me.modal),
        "has_home": manifest.has_home_tab,
        "home": None if me.home is None else _view(me.home),
    }


def _commands(manifest: AppManifest) -> list[dict[str, str]]:
    return [
        {"name": command.name, "hint": command.usage_hint, "description": command.description}
        for command in manifest.commands.values()
    ]


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
        "attachments": message.attachments,
        "thread_ts": message.thread_ts if message.is_in_thread else None,
        "is_ephemeral": message.ephemeral_to is not None,
        "is_edited": message.edited_ts is not None,
        "files": [file.get("name") or file["id"] for file in message.files],
        "reactions": message.reactions,
    }


def _view(view: OpenView) -> dict[str, Any]:
    return {"id": view.id, "hash": view.hash, **view.content}
