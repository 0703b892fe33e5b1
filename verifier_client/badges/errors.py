"""What can go wrong while a badge is read: values of the judgement, not failures of the program."""

from __future__ import annotations


class BadgeError(Exception):
    """The root of what this package raises; the message is a sentence for people."""


class Unreadable(BadgeError):
    """There is no badge in the data, or none that can be read one way only."""


class Undetermined(BadgeError):
    """Something that is needed cannot be had, is unknown, or costs too much: nothing is known."""


class BrokenProof(BadgeError):
    """The proof was checked and does not fit."""
