"""A bar on the terminal while something takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

ShowDone = Callable[[int], None]
"""Shows how many are done."""


@contextmanager
def progress_bar(label: str, length: int) -> Iterator[ShowDone]:
    """
    Show a bar; never in a pipe.

    Args:
        label: what is done.
        length: how many there are; with 0 no bar is shown.
    """
    if not length or not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)
