"""
Why something did not reach a conversation, split by what may be done about it.

::

    Undelivered
    ├── Unreachable   nobody can be written to there: blocked, uninstalled, unknown (never tried again)
    ├── Rejected      this message will never be taken, or our own configuration is wrong
    ├── NotNow        certainly not delivered; trying again later may help
    └── InDoubt       perhaps delivered: trying again could say it twice
"""

from __future__ import annotations

import logging
from typing import Protocol

log = logging.getLogger(__name__)


class Undelivered(Exception):
    """Something was not delivered, or nobody knows; ``cause`` is one word, ``conversation`` an opaque id."""

    def __init__(self, cause: str, *, conversation: str = "", retry_after: float | None = None) -> None:
        """Say only the ``cause`` in the text, which may be logged; ``retry_after`` is in seconds."""
        super().__init__(cause)
        self.cause = cause
        self.conversation = conversation
        self.retry_after = retry_after


class Unreachable(Undelivered):
    """The conversation cannot be written to, and asking again would not change that."""


class Rejected(Undelivered):
    """The service will not take this, however often it is sent."""


class NotNow(Undelivered):
    """It was not delivered, for certain; ``retry_after`` seconds later it may be."""


class InDoubt(Undelivered):
    """The service may have delivered it before the answer was lost."""


class FailureRecorder(Protocol):
    """Writes down what was not delivered, so that a human hears of it."""

    def undelivered(self, what: Undelivered) -> None:
        """Write it down; must not raise."""
        ...


class FailureLog:
    """Writes into the log: the kind and the cause, no conversation, no name."""

    def undelivered(self, what: Undelivered) -> None:
        """See the port."""
        log.warning("Teams: not delivered (%s): %s", type(what).__name__, what.cause)


class Malformed(Exception):
    """The request cannot be read; the text says what is wrong, and quotes nothing of it."""
