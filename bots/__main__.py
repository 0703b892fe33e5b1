"""``python -m bots`` is ``certdesk``."""

from bots.cli.app import main

main()
