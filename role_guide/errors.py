"""
What can go wrong in the role guide: each error says where, and what a person can do.

The tree:

* RoleGuideError           also a ValueError
    * UnknownCertification the code is none of the catalogue's; no other code is put in its place
    * WrongCount           too few or too many codes at once
    * TooLong              a text is longer than anything that is read at once
    * WrongVariant         a clause, level or rule that does not exist, or not for this kind of certification
    * TeamFault            a team's or profile's text cannot be used: says line or row, and key
    * DataFault            one of our own data files breaks its schema: says file, certification and key
"""

from __future__ import annotations


class RoleGuideError(ValueError):
    """A request that has no answer; ``str()`` is one sentence or two for the person who asked."""


class UnknownCertification(RoleGuideError):
    """
    No certification of the catalogue has this code.

    ``known`` lists what there is; codes differ by one letter (CAIP, CAIM, CAIS, CAIG), so none is ever guessed.
    """

    def __init__(self, asked: str, known: tuple[str, ...]) -> None:
        """
        Create the error.

        Args:
            asked: What was asked for; shortened in the message.
            known: The codes that can be asked for.
        """
        shown = asked if len(asked) <= 40 else asked[:39] + "…"
        super().__init__(f"No certification with the code {shown!r} is in the catalogue. Known: {', '.join(known)}.")
        self.asked = asked
        self.known = known


class WrongCount(RoleGuideError):
    """Too few or too many codes were given at once."""


class TooLong(RoleGuideError):
    """A text is longer than anything that is read at once."""


class WrongVariant(RoleGuideError):
    """A variant, level or rule was named that there is none of, or that does not fit the certification."""


class TeamFault(RoleGuideError):
    """A team or a profile that was handed in cannot be used."""


class DataFault(RoleGuideError):
    """A data file of the package breaks its schema."""

    def __init__(self, file: str, certification: str, key: str, what: str) -> None:
        """
        Create the error.

        Args:
            file: The name of the data file, for messages.
            certification: The code, empty where none is meant.
            key: Where it stands in the file, for messages.
            what: What is wrong, as one sentence.
        """
        place = ", ".join(part for part in (file, certification, key) if part)
        super().__init__(f"{place}: {what}.")
        self.file = file
        self.certification = certification
        self.key = key
