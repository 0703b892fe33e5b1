"""What a person, a name or a certificate leaves in the tables, and how it goes; the audit's lines apart."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, delete, func, null, or_, select, update

from bots.conversation.organisation.organisation_settings import ADMINS_ASKED
from bots.storage.notices.notice_records import UNSENT, take_back
from bots.storage.tables.schema import (
    access_tokens,
    callbacks,
    certificates,
    conversation_references,
    deliveries,
    entered_ends,
    given_answers,
    inbox,
    installations,
    invites,
    links,
    metadata,
    notices,
    preferences,
    presented,
    profiles,
    rosters,
    seen,
    team_rules,
    tenant_settings,
    watch_marks,
    watches,
)
from bots.storage.watches.bulk_insert import batches
from bots.storage.watches.ownership_queries import choose_readers, is_of, owned_by
from bots.storage.watches.watches import delete_watches

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Column, ColumnElement, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.intents import Asker

READERS = (watches.c.reader, watches.c.linked, watches.c.assigned_to, watches.c.escalate_to)
ENDS = ("", ":", '"', "~")  # what may follow a key where it stands among other words
UNIQUE_LENGTH = 8  # so many letters of an ID stand for nobody else
Counts = dict[str, int]


async def of_person(connection: AsyncConnection, who: Asker, today: date) -> Counts:
    """Forget what somebody watches, reads, set and was told."""
    key, counts = who.key, Counts()
    counts["deliveries"] = await _messages_to(connection, key, today)
    counts["settings"] = await _gone(connection, preferences, preferences.c.who == key)
    counts["watches"] = await delete_watches(connection, owned_by(who), forget=True)
    counts["readers"] = await _given_back(connection, key, today)
    counts["notices"] = await _unnamed(connection, key)
    personal = {"rosters": (rosters, _of(rosters, who, "owner")), "rules": (team_rules, team_rules.c.owner == key)}
    personal["promises"] = (callbacks, callbacks.c.asker == key)
    personal["references"] = (conversation_references, _of(conversation_references, who, "person"))
    personal["seen"] = (seen, _mentions(seen.c.key, key))
    personal["tokens"] = (access_tokens, access_tokens.c.who == key)
    personal["answers"] = (given_answers, given_answers.c.who == key)
    personal["inbox"] = (inbox, inbox.c.body.contains(f'"{who.person}"', autoescape=True))
    for kind, (table, where) in personal.items():
        counts[kind] = await _gone(connection, table, where)
    marked = or_(watch_marks.c.done_by == key, watch_marks.c.who == key)
    counts["marks"] = await _gone(connection, watch_marks, marked)
    counts["profiles"] = await _gone(connection, profiles, profiles.c.who == key)
    counts["links"] = await _gone(connection, links, or_(links.c.owner == key, links.c.who == key))
    counts["links"] += await _gone(connection, invites, invites.c.owner == key)
    counts["deliveries"] += await _emptied(connection, spellings_of(who))
    admin_lists = (tenant_settings.c.name.in_(["admins", ADMINS_ASKED]), tenant_settings.c.tenant == who.tenant)
    without = func.replace(tenant_settings.c.value, who.person, "")
    await connection.execute(update(tenant_settings).where(*admin_lists).values(value=without))
    installed = (installations.c.tenant == who.tenant, installations.c.details.contains(f'"{who.person}"'))
    cleaned = func.replace(installations.c.details, f'"{who.person}"', '""')
    await connection.execute(update(installations).where(*installed).values(details=cleaned))
    return counts


def spellings_of(who: Asker) -> tuple[str, ...]:
    """Return the letters by which a person is found in any text; a very short ID is part of other words."""
    return who.key, who.person if len(who.person) >= UNIQUE_LENGTH else f"<@{who.person}>"


async def of_name(connection: AsyncConnection, name: str, today: date) -> Counts:
    """Forget a name: of holders with their watches, and of managers in what remains."""
    counts, spelt = Counts(), await _spellings(connection, name)
    named = watches.c.holder.in_(spelt)
    counts["watches"] = await delete_watches(connection, named, forget=True)
    managed = list((await connection.execute(select(watches.c.id).where(watches.c.manager.in_(spelt)))).scalars())
    for part in batches(managed):
        affected = watches.c.id.in_(part)
        await connection.execute(update(watches).where(affected).values(manager="", linked=null()))
        await choose_readers(connection, affected, today)
    counts["readers"] = len(managed)
    counts["promises"] = await _gone(connection, callbacks, callbacks.c.holder.in_(spelt))
    counts["links"] = await _gone(connection, links, links.c.name.in_(spelt))
    counts["links"] += await _gone(connection, invites, invites.c.about.in_(spelt))
    counts["inbox"] = await _gone(connection, inbox, contains_any(inbox.c.body, spelt))
    counts["rosters"] = await _blanked(connection, rosters.c.name, spelt)
    counts["watches"] += await _blanked(connection, watches.c.purpose, spelt)
    counts["watches"] += await _blanked(connection, watches.c.team, spelt)
    counts["rules"] = await _gone(connection, team_rules, contains_any(team_rules.c.team, spelt))
    counts["profiles"] = await _blanked(connection, profiles.c.name, spelt)
    counts["deliveries"] = await _emptied(connection, spelt)
    return counts


async def of_certificate(connection: AsyncConnection, text: str) -> Counts:
    """Forget a certificate, with all watches of it."""
    counts = Counts(watches=await delete_watches(connection, is_of(text)))
    known = select(certificates.c.id).where(certificates.c.text == text).scalar_subquery()
    counts["promises"] = await _gone(connection, callbacks, callbacks.c.certificate_id == known)
    await _gone(connection, entered_ends, entered_ends.c.certificate_id == known)
    counts["certificates"] = await _gone(connection, certificates, certificates.c.text == text)
    for column in (certificates.c.successor, watches.c.follows):
        await connection.execute(update(column.table).where(column == text).values({column.name: null()}))
    about = notices.c.detail.contains(json.dumps(text), autoescape=True)
    counts["notices"] = await _gone(connection, notices, about)
    counts["links"] = await _gone(connection, invites, invites.c.about == text)
    counts["names"] = await _gone(connection, presented, presented.c.certificate == text)
    counts["inbox"] = await _gone(connection, inbox, contains_any(inbox.c.body, [text]))
    counts["deliveries"] = await _emptied(connection, [text])
    return counts


async def traces(connection: AsyncConnection, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the columns in which these letters still stand, as ``table.column``."""
    found, words = [], tuple(wanted)
    for table in metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(getattr(column.type, "impl_instance", column.type), Text):
                continue
            there = select(1).select_from(table).where(contains_any(column, words)).limit(1)
            if (await connection.execute(there)).first() is not None:
                found.append(f"{table.name}.{column.name}")
    return tuple(found)


async def _messages_to(connection: AsyncConnection, key: str, today: date) -> int:
    """Delete what was or is to be sent to somebody; what was not sent yet is told to the next in line."""
    affected = or_(deliveries.c.recipient == key, _mentions(deliveries.c.key, key))
    waiting = select(deliveries.c.key).where(affected, UNSENT)
    for each in (await connection.execute(waiting)).scalars().all():
        await take_back(connection, each, today)
    return await _gone(connection, deliveries, affected)


async def _given_back(connection: AsyncConnection, key: str, today: date) -> int:
    """Others' watches that somebody read or acted on: their owners are told again."""
    concerned = select(watches.c.id).where(or_(*(each == key for each in READERS))).order_by(watches.c.id)
    numbers = list((await connection.execute(concerned)).scalars())
    for part in batches(numbers):
        affected = watches.c.id.in_(part)
        cleaned = {each.name: func.nullif(each, key) for each in READERS[1:]}
        await connection.execute(update(watches).where(affected).values(cleaned))
        await choose_readers(connection, affected, today)
    return len(numbers)


async def _unnamed(connection: AsyncConnection, key: str) -> int:
    """Notices of others' watches stay, without who acknowledged them and whom they were meant for."""
    acknowledged = update(notices).where(notices.c.acknowledged_by == key).values(acknowledged_by=null())
    many = (await connection.execute(acknowledged)).rowcount
    quoted = json.dumps(key)
    meant = select(notices.c.id, notices.c.detail).where(notices.c.detail.contains(quoted, autoescape=True))
    for row in (await connection.execute(meant)).all():
        said: dict[str, Any] = json.loads(row.detail)
        said["to"] = [each for each in said.get("to", ()) if each != key]
        change = update(notices).where(notices.c.id == row.id).values(detail=json.dumps(said))
        many += (await connection.execute(change)).rowcount
    return many


async def _emptied(connection: AsyncConnection, spelt: Iterable[str]) -> int:
    """
    Take words out of messages that were written for others.

    What is still to be sent is worded anew without them; what was about them alone goes.
    """
    words = tuple(spelt)
    many = await _gone(connection, deliveries, contains_any(deliveries.c.about, words))
    for column, empty in ((deliveries.c.payload, null()), (deliveries.c.cause, "")):
        change = update(deliveries).where(contains_any(column, words)).values({column.name: empty})
        many += (await connection.execute(change)).rowcount
    return many


async def _spellings(connection: AsyncConnection, name: str) -> tuple[str, ...]:
    """Return the name as it was given, and as it is spelt where it stands alone."""
    found, wanted = {name}, _folded(name)
    for column in (watches.c.holder, watches.c.manager, callbacks.c.holder, links.c.name, invites.c.about):
        kept = (await connection.execute(select(column).distinct())).scalars()
        found |= {each for each in kept if _folded(each) == wanted}
    return tuple(sorted(found))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


async def _blanked(connection: AsyncConnection, column: Column[str], spelt: Iterable[str]) -> int:
    change = update(column.table).where(contains_any(column, spelt)).values({column.name: ""})
    return (await connection.execute(change)).rowcount


async def _gone(connection: AsyncConnection, table: Table, where: ColumnElement[bool]) -> int:
    return (await connection.execute(delete(table).where(where))).rowcount


def _of(table: Table, who: Asker, person: str) -> ColumnElement[bool]:
    return and_(table.c.surface == who.surface, table.c.tenant == who.tenant, table.c[person] == who.person)


def _mentions(column: Column[str], key: str) -> ColumnElement[bool]:
    return or_(
        column.endswith(key, autoescape=True), *(column.contains(key + end, autoescape=True) for end in ENDS[1:])
    )


def forms_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return words as they are, and as JSON and markup write them."""
    forms = (form for word in words for form in (word, json.dumps(word)[1:-1], html.escape(word, quote=False)))
    return tuple(sorted({form for form in forms if form}))


def contains_any(column: Column[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Say that words stand there, as they are or as JSON and markup write them."""
    return or_(*(column.icontains(form, autoescape=True) for form in forms_of(words)))
