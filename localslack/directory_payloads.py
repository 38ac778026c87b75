"""People and conversations as the Web API returns them.

Shapes: https://docs.slack.dev/reference/objects/user-object and
https://docs.slack.dev/reference/objects/conversation-object. Where each fact comes from: `localslack/FACTS.md`.
"""

from localslack.installation import Installation
from localslack.wire import Payload
from localslack.workspace import Channel, User, WorkspaceStore


def channel_payload(channel: Channel, app: Installation) -> Payload:
    """Return a conversation as `conversations.info` returns it."""
    is_shared = bool(channel.shared_with)
    payload: Payload = {
        "id": channel.id,
        "created": 0,
        "is_archived": channel.is_archived,
        "context_team_id": app.team_id,
        "is_shared": is_shared,
        "is_ext_shared": is_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
    }
    if is_shared:
        payload |= {"shared_team_ids": sorted({app.team_id, *channel.shared_with})}
        payload |= {"connected_team_ids": sorted(channel.shared_with)}
    if channel.kind == "im":
        person = next(iter(channel.members - {app.bot_user_id}), app.bot_user_id)
        return payload | {"is_im": True, "user": person}
    return payload | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": False,
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind in {"group", "mpim"},
        "is_member": app.bot_user_id in channel.members,
    }


def user_payload(user: User, app: Installation, workspace: WorkspaceStore) -> Payload:
    """Return a user as `users.info` returns it.

    Somebody of another workspace is a stranger only where the app meets them in no channel; nothing but `team_id`
    tells of those in a shared one. A deactivated user keeps an entry with less in it.
    """
    payload: Payload = {
        "id": user.id,
        "team_id": user.team_id or app.team_id,
        "name": user.name,
        "deleted": user.is_deactivated,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team_id or app.team_id},
        "is_bot": user.is_bot,
        "is_app_user": False,
    }
    if app.organization is not None and user.team_id is None:
        account = {"id": user.id, "enterprise_id": app.organization, "enterprise_name": "Local"}
        payload["enterprise_user"] = account | {"is_admin": False, "is_owner": False, "teams": [app.team_id]}
    if not is_met_or_ours(user, app, workspace):
        payload["is_stranger"] = True
    if user.is_deactivated:
        return payload
    return payload | {
        "real_name": user.real_name,
        "is_restricted": user.is_guest or user.is_single_channel_guest,
        "is_ultra_restricted": user.is_single_channel_guest,
        "tz": "Europe/Amsterdam",
    }


def is_met_or_ours(user: User, app: Installation, workspace: WorkspaceStore) -> bool:
    """Return whether a person is of the app's workspace, or in a channel with it; others cannot write to it."""
    shared = (channel for channel in workspace.channels() if channel.kind != "im")
    return user.team_id is None or any({user.id, app.bot_user_id} <= channel.members for channel in shared)
