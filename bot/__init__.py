"""econnect-bot: a support bot for Slack that answers from a reviewed knowledge base."""
