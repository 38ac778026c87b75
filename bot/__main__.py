"""`python -m bot` = `econnect-bot`."""

from bot.cli import main

main()
