"""`users.*` and `usergroups.*`: who is in the workspace."""

from localslack.directory_payloads import user_payload
from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.wire import Payload


def info(call: Call) -> Payload:
    """Return a user."""
    return {"user": user_payload(call.user(), call.state.app, call.state.workspace)}


def list_users(call: Call) -> Payload:
    """Return everybody of the app's workspace, the bot and the deactivated included."""
    workspace = call.state.workspace
    members = [user_payload(user, call.state.app, workspace) for user in workspace.users() if not user.team_id]
    return {"members": members, "cache_ts": int(call.state.clock()), "response_metadata": {"next_cursor": ""}}


def group_members(call: Call) -> Payload:
    """Return the ids of a user group's members."""
    group = call.state.workspace.groups.get(call.required("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": sorted(group)}


def list_groups(call: Call) -> Payload:
    """Return the user groups."""
    groups = call.state.workspace.groups
    return {"usergroups": [_group_payload(call, group_id, members) for group_id, members in groups.items()]}


def _group_payload(call: Call, group_id: str, members: frozenset[str]) -> Payload:
    handle = group_id.removeprefix("S0").lower()
    group: Payload = {"id": group_id, "team_id": call.state.app.team_id, "is_usergroup": True, "handle": handle}
    group |= {"name": handle, "user_count": len(members), "date_delete": 0}
    return group | ({"users": sorted(members)} if call.is_true("include_users") else {})
