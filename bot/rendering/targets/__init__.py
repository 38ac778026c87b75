"""Messages as Slack's Block Kit."""
