"""What Slack knows and the bot asks it: its workspace, who is in the support team, the manifest, the tokens."""
