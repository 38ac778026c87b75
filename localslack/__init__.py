"""A stand-in for Slack on 127.0.0.1, for tests and the playground.

It shares no code with the app behind it. That app's manifest decides what works and what is refused,
with Slack's own error codes.

    with LocalSlack(Path("manifest.yml")) as slack:
        bot = start_bot(slack.api_url, slack.bot_token, slack.signing_secret)
        slack.deliver_to(bot.url)                                   # or let it connect with slack.app_token
        alice, general = slack.people["alice"], slack.channels["general"]

        question = alice.says(general, f"{slack.bot_mention} which version do I need?")
        answer = slack.wait_for_reply(question)                     # in the thread of the question
        answer = alice.types("/econnect-address 12345678", general)  # what the ack shows her, or None

- **Properties**: `api_url`, `bot_token`, `app_token`, `signing_secret`, `bot_mention`, `app` (all ids),
  `people` (alice, bob, carol, mallory), `channels` (general, support-triage, random without the bot).
- **Delivery**: `deliver_to(url)` over HTTP; it returns the way to the app, with `verify_url`, `check_ssl` and
  `post` for raw bodies. Until then, and after `deliver_to_sockets()`, over Socket Mode: `connections`,
  `refresh_connections()`, `drop_connections()`.
- **People do**: `says`, `writes_dm`, `types`, `edits`, `deletes`, `uploads`, `reacts`, `clicks`, `chooses`,
  `submits`, `closes`, `uses_shortcut`, `opens_home`, `invites_bot`, `unarchives`; they see
  `sees(channel)`, `modal`, `home`. `at(client)` is the same person in one of several windows: a modal opens in the
  one that asked for it.
- **Others do**: `other_bot_posts(channel, text)`; `groups` names the user groups' ids.
- **Another workspace**: `LocalSlack(manifest, workspace=read_workspace(path))`, from `localslack.workspace_file`;
  `SHARED_WORKSPACE`, from `localslack.workspace_spec`, has channels shared with others (Slack Connect): `teams` names
  their ids.
- **Look**: `messages(channel)`, `thread(message)`, `message(message)`, `calls(method)`, `deliveries(name)`.
- **Wait**: `wait_for(find)`, `wait_for_reply(message)`, `settle()`; none of them polls.
- **Changes**: `archive(channel)`, `deactivate(person)`.
- **Faults**: `faults.for_calls("chat.postMessage", "429:1", "500", "ok")`,
  `faults.for_deliveries("app_mention", "doubled")`, `revoke(slack.bot_token)`, `uninstall()`.
"""

from localslack.local_slack import LocalSlack
from localslack.member import Member
from localslack.workspace import Channel, ChannelMessage, OpenView, User

__all__ = ["Channel", "ChannelMessage", "LocalSlack", "Member", "OpenView", "User"]
