"""What the bot is built from and with: locked packages, and what is done when it is built and released."""
