"""
What can go wrong when a registry is asked, split by who can act.

The tree:

* VerifierError
    * Unavailable        no answer in time: the network, or the registry itself; try again later
        * Throttled      the registry asked for patience and said how long
        * LeftAlone      the registry keeps failing, and this question was not put to it
    * Refused            the registry does not accept our key: the operator must act
    * Garbled            the registry broke its contract: report it to us or to them
    * UnknownIdentifier  the text is no certificate ID, or no configured registry keeps such IDs
    * Misconfigured      the registries' file cannot be used: says file, registry and key

"There is no such certificate" is an answer, not an error: see ``models.Outcome``.

Write ``except VerifierError`` around a question, and look at ``retryable`` and ``retry_after``.
"""

from __future__ import annotations


class VerifierError(Exception):
    """
    A question that got no answer.

    ``registry`` names whom we asked (empty when nobody could be asked), ``advice`` says what a person can do
    now, ``retryable`` whether the same question may be answered later without anybody's help.
    """

    retryable = False
    advice = "Report this to the people who run Certdesk."

    def __init__(self, what: str, *, registry: str = "", advice: str | None = None) -> None:
        """
        Create the error.

        Args:
            what: What happened, as one sentence without a name or a secret in it.
            registry: The registry's title, empty where none was asked.
            advice: What the reader can do, if anything.
        """
        super().__init__(what)
        self.what = what
        self.registry = registry
        self.retry_after: float | None = None
        if advice is not None:
            self.advice = advice


class Unavailable(VerifierError):
    """The registry could not be reached, or did not answer in time."""

    retryable = True
    advice = "Ask again in a few minutes."

    def __init__(
        self, what: str, *, registry: str = "", retry_after: float | None = None, worth_retrying: bool = True
    ) -> None:
        """
        Create the error.

        Args:
            what: What happened, as one sentence without a name or a secret in it.
            registry: The registry's title.
            retry_after: Seconds until another attempt makes sense, None when not known.
            worth_retrying: Whether another attempt within the same question may help.
        """
        super().__init__(what, registry=registry)
        self.retry_after = retry_after
        self.worth_retrying = worth_retrying


class Throttled(Unavailable):
    """The registry asks us to slow down (429)."""

    advice = "Ask again after the pause that the registry asked for."


class LeftAlone(Unavailable):
    """The registry keeps failing and is left alone for a moment: it was not asked at all."""


class Refused(VerifierError):
    """The registry does not accept our key (401, 403): our configuration, never an invalid certificate."""

    advice = "Ask the people who run Certdesk to check the registry's key."


class Garbled(VerifierError):
    """The registry answered something that its own contract does not allow."""

    advice = "Open the registry's own page, and tell the people who run Certdesk."


class UnknownIdentifier(VerifierError, ValueError):
    """No certificate ID could be read, or nobody configured keeps such IDs."""

    advice = "Check the ID against the certificate, letter by letter."


class Misconfigured(VerifierError, ValueError):
    """The registries' configuration cannot be used."""

    advice = "Correct the file and start again."
