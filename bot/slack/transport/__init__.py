"""The ways in for Slack: HTTP behind a guard, and Socket Mode."""
