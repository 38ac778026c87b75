"""Where a message or a file is found, and what stands for it where it is forwarded: `localslack/FACTS.md`."""

from datetime import UTC, datetime

from localslack.installation import Installation
from localslack.wire import Payload, copy_of
from localslack.workspace import Channel, ChannelMessage, User


def permalink(message: ChannelMessage, app: Installation) -> str:
    """Return a message's address."""
    address = f"https://{app.team_domain}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.is_in_thread:
        address += f"?thread_ts={message.thread_ts}&cid={message.channel}"
    return address


def uploaded_file(file_id: str, name: str, user: User, app: Installation) -> Payload:
    """Return a file as a message carries it; one from another workspace has no name and leads nowhere."""
    if user.team_id:
        stub = {"created": 0, "timestamp": 0, "mode": "file_access", "file_access": "check_file_info", "user": ""}
        return {"id": file_id, **stub}
    site = f"https://{app.team_domain}.slack.com/files/{user.id}/{file_id}"
    private = f"https://files.slack.com/files-pri/{app.team_id}-{file_id}/{name}"
    facts = {"title": name, "mode": "hosted", "user": user.id, "file_access": "visible"}
    return {"id": file_id, "name": name, **facts, "permalink": f"{site}/{name}", "url_private": private}


def forwarded(message: ChannelMessage, channel: Channel, author: User | None, app: Installation) -> Payload:
    """Return the attachment that stands for a message where somebody forwards it."""
    team = author.team_id if author and author.team_id else app.team_id
    name = author.name if author else message.user
    said_at = datetime.fromtimestamp(float(message.ts), UTC)
    attachment: Payload = {
        "from_url": permalink(message, app),
        "ts": message.ts,
        "author_id": message.user,
        "author_name": name,
        "author_subname": name,
        "author_link": f"https://{app.team_domain}.slack.com/team/{message.user}",
        "channel_id": channel.id,
        "channel_team": team,
        "is_msg_unfurl": True,
        "is_share": True,
        "color": "D0D0D0",
        "mrkdwn_in": ["text"],
        "text": message.text,
        "fallback": f"[{said_at:%B %d, %Y %I:%M %p}] {name}: {message.text}",
        "message_blocks": _message_blocks(message, app),
        "files": list(message.files),
        "attachments": list(message.attachments),
    }
    if channel.kind != "im":
        attachment |= {"channel_name": channel.name, "footer": f"Posted in #{channel.name}"}
    return copy_of({key: value for key, value in attachment.items() if value != []})


def _message_blocks(message: ChannelMessage, app: Installation) -> list[Payload]:
    if not message.blocks:
        return []
    place = {"team": app.team_id, "channel": message.channel, "ts": message.ts}
    return [place | {"message": {"blocks": list(message.blocks)}}]
