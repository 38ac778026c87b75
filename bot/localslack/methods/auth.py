"""`auth.test`: who the token belongs to."""

from bot.localslack.methods.call import Call
from bot.localslack.wire import Payload


def test(call: Call) -> Payload:
    """Return the bot's and the workspace's ids."""
    app = call.stage.app
    return {
        "url": f"https://{app.team_domain}.slack.com/",
        "team": app.team_name,
        "user": call.stage.manifest.bot_name,
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }
