"""The whole product in a browser, without a Slack workspace: the bot, a local Slack, and a page; 127.0.0.1 only."""
