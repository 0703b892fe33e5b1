"""Links names and roles of rosters to chat identities; the code of an invitation works once."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select, update

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import Invitation, InvitationKind, LinkedPerson
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import invites, links, watches
from bots.storage.watches.ownership_queries import choose_readers, concerns, is_of, mark_for_planning, owned_by
from bots.storage.watches.watch_actions import assign

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database


class InvitationsInDatabase:
    """Keeps invitations and who answered them in the database; see ``watch.ports.Invitations``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def invite(self, invite: Invitation, *, code: str, until: datetime) -> None:
        """See the port."""
        row = {"code_hash": _hash(code), "owner": invite.owner.key, "kind": invite.kind.value, "about": invite.subject}
        async with self._database.writing() as connection:
            await connection.execute(invites.insert().values(until=until, **row))

    async def claim(self, code: str, who: Asker) -> Invitation | None:
        """See the port."""
        # A code may lead to another platform, but from one workspace or tenant of a platform never into another.
        home = or_(invites.c.owner.startswith(f"{who.surface}:{who.tenant}:", autoescape=True), ~_here(who))
        open_ = delete(invites).where(invites.c.code_hash == _hash(code), invites.c.until > self._now(), home)
        async with self._database.writing() as connection:
            row = (await connection.execute(open_.returning(invites))).first()
            if row is None:
                return None
            invite = Invitation(Asker.from_key(row.owner), InvitationKind(row.kind), row.about)
            await self._follow(connection, invite, who)
        return invite

    async def links(self, owner: Asker) -> tuple[LinkedPerson, ...]:
        """See the port."""
        known = and_(
            links.c.owner == owner.key, links.c.kind == InvitationKind.MANAGER, links.c.name == watches.c.manager
        )
        wanted = (
            select(watches.c.manager, links.c.who, func.count())
            .outerjoin(links, known)
            .where(owned_by(owner), watches.c.manager != "")
            .group_by(watches.c.manager, links.c.who)
            .order_by(watches.c.manager)
        )
        async with self._database.reading() as connection:
            found = await connection.execute(wanted)
            return tuple(LinkedPerson(name, Asker.from_key(who) if who else None, many) for name, who, many in found)

    async def unlink(self, owner: Asker, name: str) -> bool:
        """See the port."""
        link = (links.c.owner == owner.key, links.c.kind == InvitationKind.MANAGER, links.c.name == name)
        async with self._database.writing() as connection:
            if (await connection.execute(delete(links).where(*link))).rowcount == 0:
                return False
            affected = and_(owned_by(owner), watches.c.manager == name)
            await connection.execute(update(watches).where(affected).values(linked=None))
            await choose_readers(connection, affected, self._today)
        return True

    async def _follow(self, connection: AsyncConnection, invite: Invitation, who: Asker) -> None:
        owner, about = invite.owner, invite.subject
        if invite.kind is InvitationKind.ASSIGN:
            await assign(connection, owner, about, who, self._now())
            return
        put = insert_into(links, connection).values(
            owner=owner.key, kind=invite.kind.value, name=about, who=who.key, linked_at=self._now()
        )
        again = {name: put.excluded[name] for name in ("who", "linked_at")}
        await connection.execute(put.on_conflict_do_update(index_elements=[*links.primary_key], set_=again))
        if invite.kind is InvitationKind.MANAGER:
            affected = and_(owned_by(owner), watches.c.manager == about)
            await mark_for_planning(connection, affected, self._today, linked=who.key)
            await choose_readers(connection, affected, self._today)
        elif invite.kind is InvitationKind.DEPUTY:
            of_name = and_(owned_by(owner), watches.c.manager == about) if about else owned_by(owner)
            affected = or_(of_name, and_(is_of(about), concerns(owner)))
            await mark_for_planning(connection, affected, self._today, escalate_to=who.key)

    @property
    def _today(self) -> date:
        return self._now().date()


def _here(who: Asker) -> ColumnElement[bool]:
    return invites.c.owner.startswith(f"{who.surface}:", autoescape=True)


def _hash(code: str) -> str:
    """A code is long and random, so that its plain hash cannot be guessed."""
    return sha256(code.strip().encode()).hexdigest()
