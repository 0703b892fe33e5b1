"""``certdesk``: the commands of the terminal."""

from bots.cli.app import main

__all__ = ["main"]
