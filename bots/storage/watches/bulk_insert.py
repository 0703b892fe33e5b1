"""Adds watches by the thousand: one statement for many, what is watched already is changed in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, select, tuple_, update

from bots.conversation.model.watch_models import InvitationKind
from bots.storage.db.connection import insert_into
from bots.storage.db.many_rows import among, insert_rows
from bots.storage.tables.schema import certificates, links, watches
from bots.storage.watches.ownership_queries import choose_readers, silenced
from bots.storage.watches.row_mapping import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.watch_models import StoredWatch
    from verifier_client import CertificateId

Item = TypeVar("Item")
BATCH = 500
DETAILS = ("holder", "manager", "team", "purpose", "until")


class Difference(NamedTuple):
    """
    What an import comes to; ``changed`` holds the numbers of those that are watched already.

    ``before`` has what is changed of each of them, as it was.
    """

    new: list[StoredWatch]
    changed: list[tuple[int, StoredWatch]]
    same: int
    before: list[dict[str, Any]]


async def compare(connection: AsyncConnection, wanted: Sequence[tuple[StoredWatch, Collection[str]]]) -> Difference:
    """
    Hold watches (each once) against those that are kept.

    Args:
        connection: where they are kept.
        wanted: the watches, each with the details that are said of it; the others stay as they are.
    """
    found = Difference([], [], 0, [])
    same = 0
    for part in batches(wanted):
        had = await _had(connection, [watch for watch, _ in part])
        for watch, said in part:
            row = had.get((watch.owner.key, watch.certificate.text))
            if row is None:
                found.new.append(watch)
                continue
            kept = replace(watch, **{name: getattr(row, name) for name in DETAILS if name not in said})
            before = {name: getattr(row, name) for name in DETAILS if getattr(row, name) != getattr(kept, name)}
            if before:
                found.changed.append((row.id, kept))
                found.before.append(before)
            else:
                same += 1
    return found._replace(same=same)


async def write(
    connection: AsyncConnection, difference: Difference, *, now: datetime, roster: int | None = None
) -> None:
    """
    Write down what is new and what changed.

    A round reads new certificates and looks at new watches from today on, unless a watch names its own day. Always
    in the same order, so that two imports cannot wait for each other.
    """
    for part in batches(sorted(difference.new, key=lambda each: (each.certificate.text, each.owner.key))):
        await _insert(connection, part, now, roster)
    for changed in batches(sorted(difference.changed, key=lambda each: each[0])):
        await _change(connection, changed, now.date(), roster)


async def ids_of(
    connection: AsyncConnection, named: Iterable[CertificateId], *, read_on: date | None
) -> dict[str, int]:
    """Return the certificates' numbers, giving new ones where needed; ``read_on`` where no day is set yet."""
    rows = {each.text: {name: getattr(each, name) for name in IDENTITY} for each in named}
    if not rows:
        return {}
    put = insert_into(certificates, connection).on_conflict_do_nothing()
    wanted = [rows[text] | {"next_read_on": read_on} for text in sorted(rows)]
    new = await insert_rows(connection, put, wanted, returning=(certificates.c.text, certificates.c.id))
    ids = {row.text: row.id for row in new}
    known = rows.keys() - ids.keys()
    if not known:
        return ids
    there = among(certificates.c.text, known, connection)
    if read_on is not None:
        unread = update(certificates).where(there, certificates.c.next_read_on.is_(None))
        await connection.execute(unread.values(next_read_on=read_on))
    # Locked, so that the nightly deletion of what nobody watches does not take them; readers are not kept waiting.
    held = select(certificates.c.text, certificates.c.id).where(there).with_for_update(read=True, key_share=True)
    return ids | {row.text: row.id for row in await connection.execute(held)}


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Cut into parts that one statement takes."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


async def _had(connection: AsyncConnection, part: Sequence[StoredWatch]) -> dict[tuple[str, str], Row[Any]]:
    owner = (watches.c.surface, watches.c.tenant, watches.c.owner)
    details = (watches.c[name] for name in DETAILS)
    known = (
        select(watches.c.id, *owner, certificates.c.text, *details)
        .join(certificates, certificates.c.id == watches.c.certificate_id)
        .where(
            among(certificates.c.text, [each.certificate.text for each in part], connection),
            tuple_(*owner).in_({(each.owner.surface, each.owner.tenant, each.owner.person) for each in part}),
        )
    )
    found = await connection.execute(known)
    return {(f"{row.surface}:{row.tenant}:{row.owner}", row.text): row for row in found}


async def _insert(connection: AsyncConnection, part: Sequence[StoredWatch], now: datetime, roster: int | None) -> None:
    ids = await ids_of(connection, [each.certificate for each in part], read_on=now.date())
    people = await _People.of(connection, {each.owner.key for each in part})
    rows = [
        {
            "surface": each.owner.surface,
            "tenant": each.owner.tenant,
            "owner": each.owner.person,
            "certificate_id": ids[each.certificate.text],
            "roster_id": roster,
            "added_at": now,
            "next_notice_on": each.next_notice_on or now.date(),
            **{name: getattr(each, name) for name in DETAILS},
            **people.named_by(each),
        }
        for each in part
    ]
    owner = [watches.c.surface, watches.c.tenant, watches.c.owner, watches.c.certificate_id]
    put = insert_into(watches, connection)
    again = {name: put.excluded[name] for name in (*DETAILS, "linked", "reader")} | {"agreement": ""}
    put = put.on_conflict_do_update(index_elements=owner, set_=again)
    await insert_rows(connection, put, rows)


async def _change(
    connection: AsyncConnection, part: Sequence[tuple[int, StoredWatch]], today: date, roster: int | None
) -> None:
    people = await _People.of(connection, {watch.owner.key for _, watch in part})
    rows = [
        {
            "it": it,
            **{f"new_{name}": getattr(watch, name) for name in DETAILS},
            "new_linked": people.named_by(watch)["linked"],
            "new_roster_id": roster,
        }
        for it, watch in part
    ]
    names = (*DETAILS, "linked", *(("roster_id",) if roster else ()))
    change = update(watches).where(watches.c.id == bindparam("it"))
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    await connection.execute(change.values({**values, "agreement": ""}), rows)
    await choose_readers(connection, watches.c.id.in_([it for it, _ in part]), today)


class _People(NamedTuple):
    """Who the names in owners' rosters are."""

    managers: Mapping[tuple[str, str], str]
    deputies: Mapping[tuple[str, str], str]
    silent: frozenset[str]

    @classmethod
    async def of(cls, connection: AsyncConnection, owners: Iterable[str]) -> _People:
        kinds = (InvitationKind.MANAGER, InvitationKind.DEPUTY)
        found = await connection.execute(select(links).where(links.c.owner.in_(owners), links.c.kind.in_(kinds)))
        by_kind: dict[str, dict[tuple[str, str], str]] = {kind: {} for kind in kinds}
        for row in found:
            by_kind[row.kind][row.owner, row.name] = row.who
        managers = by_kind[InvitationKind.MANAGER]
        silent = await silenced(connection, set(managers.values())) if managers else frozenset[str]()
        return cls(managers, by_kind[InvitationKind.DEPUTY], silent)

    def named_by(self, watch: StoredWatch) -> dict[str, str | None]:
        """Give the manager whom the name is linked to, the deputy, and who reads."""
        owner = watch.owner.key
        linked = self.managers.get((owner, watch.manager)) if watch.manager else None
        reads = linked if linked is not None and linked not in self.silent else owner
        deputy = self.deputies.get((owner, watch.manager)) or self.deputies.get((owner, ""))
        return {"linked": linked, "escalate_to": deputy, "reader": reads}
