"""``python -m bots`` is ``certdesk``."""

from bots.cli import main

main()
