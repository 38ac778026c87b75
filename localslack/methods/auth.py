"""`auth.test` and `apps.connections.open`: who the token belongs to, and a way to connect."""

from localslack.methods.call import Call
from localslack.wire import Payload


def test(call: Call) -> Payload:
    """Return the bot's and the workspace's ids."""
    app = call.state.app
    return {
        "url": f"https://{app.team_domain}.slack.com/",
        "team": app.team_name,
        "user": call.state.manifest.bot_name,
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Payload:
    """Return an address for one Socket Mode connection."""
    return {"url": call.state.sockets.issue_url()}
