"""What the conversation needs from outside: the verifier, the grammar, and stores for watches, audit and receipts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bots.conversation.model.audit_entry import AuditEntry
    from bots.conversation.model.erasure_result import ErasureResult
    from bots.conversation.model.file_listing import FileListing, UnreadableFile
    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.table_options import TableOptions
    from bots.conversation.model.watch_models import StoredWatch
    from verifier_client import About, CertificateId, Lane, Question, Reading, Verdict
    from verifier_client.badges import BadgeVerdict

Progress = Callable[[int, int], None]
"""Is called with how many of how many certificates are done."""


class FileLister(Protocol):
    """Reads files, whoever made them."""

    async def read(self, data: bytes, name: str, options: TableOptions | None = None) -> FileListing | UnreadableFile:
        """
        Return what a file lists; never raises for anything that is in it.

        Args:
            data: the file.
            name: what it is called.
            options: what the sender of a table says of it.
        """
        ...


class BadgeChecker(Protocol):
    """Judges badges that come as files, by the operator's list of issuers."""

    async def check(self, data: bytes, *, on: date | None = None, lane: Lane = ...) -> BadgeVerdict:
        """
        Judge a badge.

        Args:
            data: the file.
            on: the day on which it must stand, None for now.
            lane: who waits, and so for how long documents may take to load.

        Raises:
            verifier_client.badges.Unreadable: when there is no badge in the file; its message is for people.
        """
        ...


class Verifier(Protocol):
    """What the desk asks of the verifier client."""

    @property
    def registries(self) -> tuple[About, ...]:
        """Return the configured registries."""
        ...

    @property
    def today(self) -> date:
        """Return the day (UTC) on which certificates are judged."""
        ...

    @property
    def badges(self) -> BadgeChecker:
        """Return who judges badges that come as files."""
        ...

    def read_text(self, text: str) -> Reading:
        """Return the IDs in a text, and the text without them."""
        ...

    def registries_of(self, code: str) -> tuple[About, ...]:
        """Return the registries of the issuers that use a certification code."""
        ...

    def how_by_hand(self, registry: str, code: str, *, holder: str | None = None) -> Verdict | None:
        """
        Return how a human checks a certification without an ID.

        Args:
            registry: the registry's name.
            code: the certification's code, in capitals.
            holder: the holder's name, as far as one was given.

        Returns:
            A verdict with the steps, None where the registry describes none.
        """
        ...

    def verify_many(
        self,
        certificates: Iterable[str | CertificateId | Question],
        *,
        holder: str | None = None,
        on: date | None = None,
        fresh: bool = False,
        lane: Lane = ...,
    ) -> AsyncIterator[Verdict]:
        """
        Verify any number of certificates; never raises for what a registry does.

        Args:
            certificates: what to verify, in any order.
            holder: the name to compare with each holder's.
            on: the day on which they must stand, None for today.
            fresh: whether the registries are asked anew instead of a remembered answer.
            lane: people's questions go before those of the background.

        Returns:
            One verdict for each, as they arrive; what could not be checked is a verdict that says so.
        """
        ...


class WatchStore(Protocol):
    """Keeps watches by the thousand; each owner watches a certificate once."""

    async def watch(self, asker: Asker, certificate: CertificateId) -> bool:
        """
        Store a watch without details.

        Args:
            asker: the owner.
            certificate: what is watched.

        Returns:
            Whether it is new.
        """
        ...

    async def unwatch(self, asker: Asker, certificate: CertificateId) -> bool:
        """
        Remove a watch.

        Args:
            asker: the owner.
            certificate: what was watched.

        Returns:
            Whether there was one.
        """
        ...

    async def watched_by(self, asker: Asker) -> tuple[str, ...]:
        """Return the IDs of the certificates that somebody watches."""
        ...

    async def learn(self, verdicts: Mapping[str, Verdict]) -> None:
        """
        Store how certificates stand that are watched and that no round has read yet, as a round would.

        Args:
            verdicts: what was found, by the certificates' IDs.
        """
        ...

    async def watched_among(self, asker: Asker, names: Collection[str]) -> Mapping[str, str]:
        """
        Return those of some certificates that somebody watches, each with the name noted there, "" for none.

        Args:
            asker: the owner.
            names: the certificates' IDs.
        """
        ...

    async def add(self, watches: Sequence[StoredWatch]) -> int:
        """
        Store watches, all or none, and return how many are new.

        Of a certificate that its owner watches already the details are replaced, and its next notice stays.
        """
        ...

    async def remove(self, owner: Asker, certificates: Collection[CertificateId] | None = None) -> int:
        """
        Remove watches.

        Args:
            owner: whose.
            certificates: which, None for all.

        Returns:
            How many there were.
        """
        ...

    async def count(self, owner: Asker) -> int:
        """Return how many certificates the owner watches."""
        ...

    async def of_owner(self, owner: Asker, *, after: int = 0, limit: int = 50) -> tuple[StoredWatch, ...]:
        """
        Return a page of an owner's watches, in the order of adding.

        Args:
            owner: whose.
            after: the ID of the last watch of the page before, 0 for the first page.
            limit: how many at most.
        """
        ...


class Audit(Protocol):
    """Remembers who asked about what; an entry is never changed."""

    async def append(self, *entries: AuditEntry) -> None:
        """Store entries, all or none."""
        ...

    async def since(
        self, when: datetime, *, after: int = 0, limit: int = 500, tenant: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """
        Return a page of entries, the oldest first.

        Args:
            when: the earliest moment (UTC) of an entry.
            after: the ID of the last entry of the page before, 0 for the first page.
            limit: how many at most.
            tenant: whose organisation's, None for all.
        """
        ...


class Receipt(Protocol):
    """A signed record of one answer."""

    @property
    def number(self) -> int:
        """Return its number in its chain, from 1."""
        ...

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the key that signed it, for people to compare."""
        ...

    @property
    def text(self) -> str:
        """Return the record in characters that no chat platform takes for markup, line by line."""
        ...


class Receipts(Protocol):
    """Signs answers."""

    async def issue(self, verdict: Verdict) -> Receipt:
        """Sign what a verdict says, as the next record of the chain."""
        ...


class ErasureStore(Protocol):
    """Deletes what is stored about people."""

    async def forget_asker(self, who: Asker, *, by: Asker) -> ErasureResult:
        """
        Delete all that somebody did, set and was sent; the audit keeps that it was deleted, and by whom.

        Args:
            who: the person.
            by: who wants it; without a person where that is the same one.
        """
        ...


class IntentParser(Protocol):
    """Parses words with the shared grammar."""

    def __call__(self, text: str, *, command: str | None = None) -> Intent:
        """
        Return what a text asks for.

        Args:
            text: the words as they were typed.
            command: the command that was already named outside the text, such as ``verify`` by ``/verify``.
        """
        ...
