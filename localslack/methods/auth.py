"""`auth.test`, `bots.info`, `team.info` and `apps.connections.open`: whose the token is, and a way to connect."""

from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.wire import Payload


def test(call: Call) -> Payload:
    """Return the bot's and the workspace's ids."""
    app = call.state.app
    organization = {} if app.organization is None else {"enterprise_id": app.organization}
    return {
        "url": f"https://{app.team_domain}.slack.com/",
        "team": app.team_name,
        "user": call.state.manifest.bot_name,
        "team_id": app.installed_in,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": app.organization is not None,
        **organization,
    }


def open_connection(call: Call) -> Payload:
    """Return an address for one Socket Mode connection."""
    return {"url": call.state.sockets.issue_url()}


def bot_info(call: Call) -> Payload:
    """Return the app's own bot, which is the only one there is."""
    app = call.state.app
    if call.text_of("bot") not in {"", app.bot_id}:
        raise ApiError("bot_not_found")
    names = {"name": call.state.manifest.bot_name, "app_id": app.app_id, "user_id": app.bot_user_id}
    return {"bot": {"id": app.bot_id, "deleted": False, "updated": 0, **names}}


def team_info(call: Call) -> Payload:
    """Return the workspace."""
    app = call.state.app
    return {"team": {"id": app.team_id, "name": app.team_name, "domain": app.team_domain}}
