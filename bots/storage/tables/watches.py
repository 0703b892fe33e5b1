"""The tables of what is watched, by whom and for whom."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint, false

from bots.storage.db.columns import Moment, Serial, Words, metadata, text

certificates = Table(
    "certificates",
    metadata,
    Column("id", Serial, primary_key=True),
    text("kind"),
    Column("text", Words, nullable=False, unique=True),
    text("code", nullable=True),
    Column("issued_year", Integer),
    Column("issued_month", Integer),
    text("status", nullable=True),
    Column("since", Moment),
    text("certification", default=""),
    text("issuer", default=""),
    Column("expires_on", Date),
    Column("issued_on", Date),
    Column("previous_end", Date),
    text("successor", nullable=True),
    Column("read_at", Moment),
    Column("failing_since", Moment),
    Column("gone_since", Moment),
    Column("by_hand_since", Moment),
    Column("next_read_on", Date),
    text("badge", nullable=True),
    Index(None, "next_read_on"),
)
"""
One row for each certificate that anybody watches, read once however many do.

``code`` is what the ID says, ``certification`` what the registry says; ``status`` is empty until it was read once.
``badge`` is what is kept of a badge that came as a file: as JSON, without a person.
"""

entered_ends = Table(
    "entered_ends",
    metadata,
    Column("certificate_id", Serial, ForeignKey("certificates.id"), primary_key=True),
    Column("surface", Words, primary_key=True),
    Column("tenant", Words, primary_key=True),
    Column("expires_on", Date, nullable=False),
    Column("previous_end", Date),
    Column("entered_at", Moment, nullable=False),
)
"""What an organisation's people entered where no registry can be asked: theirs only, told to their watches only."""

rosters = Table(
    "rosters",
    metadata,
    Column("id", Serial, primary_key=True),
    text("surface"),
    text("tenant"),
    text("owner"),
    text("name"),
    text("digest"),
    Column("rows_new", Integer, nullable=False),
    Column("rows_changed", Integer, nullable=False),
    Column("rows_wrong", Integer, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Index(None, "surface", "tenant", "owner", "id"),
)
"""One row for each import of a roster; its watches point here."""

watches = Table(
    "watches",
    metadata,
    Column("id", Serial, primary_key=True),
    text("surface"),
    text("tenant"),
    text("owner"),
    Column("certificate_id", Serial, ForeignKey("certificates.id"), nullable=False),
    text("holder", default=""),
    text("manager", default=""),
    text("team", default=""),
    text("purpose", default=""),
    Column("until", Date),
    text("reader"),
    text("linked", nullable=True),
    text("assigned_to", nullable=True),
    text("escalate_to", nullable=True),
    text("agreement", default=""),
    text("follows", nullable=True),
    Column("snooze_until", Date),
    Column("snooze_end", Date),
    Column("next_notice_on", Date),
    Column("begun", Boolean, nullable=False, server_default=false()),
    Column("roster_id", Serial, ForeignKey("rosters.id", ondelete="SET NULL")),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("surface", "tenant", "owner", "certificate_id"),
    Index(None, "surface", "tenant", "owner", "id"),
    Index(None, "surface", "tenant", "owner", "team"),
    Index(None, "next_notice_on", "id"),
    Index(None, "certificate_id"),
    Index(None, "roster_id"),
    Index(None, "reader", "id"),
    *(
        Index(None, name, sqlite_where=Column(name).is_not(None), postgresql_where=Column(name).is_not(None))
        for name in ("linked", "assigned_to", "escalate_to")
    ),
)
"""
Who is told about which certificate, and why; ``agreement`` is how the holder's name compares with the registry's.

``reader`` is who gets the notices now: whom it is assigned to, else whom the roster's ``manager`` is linked to, else
the owner; people who opted out are passed over. ``begun`` once it was planned for. People are written as
``Asker.key`` where they are not the owner.
"""

watch_marks = Table(
    "watch_marks",
    metadata,
    Column("watch_id", Serial, ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("kind", Words, primary_key=True),
    text("done_by"),
    Column("done_at", Moment, nullable=False),
    text("who", nullable=True),
    Index(None, "who"),
)
"""
What was done about a watch, of each kind the last: snoozed, assigned, offered to somebody, declined by somebody.

Who acknowledged a notice stands with the notice. People are written as ``Asker.key``.
"""

links = Table(
    "links",
    metadata,
    Column("owner", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    text("who"),
    Column("linked_at", Moment, nullable=False),
    Index(None, "who"),
)
"""Which chat identity a name or a role of an owner's rosters is, since somebody typed the code of an invitation."""

invites = Table(
    "invites",
    metadata,
    Column("code_hash", Words, primary_key=True),
    text("owner"),
    text("kind"),
    text("about", default=""),
    Column("until", Moment, nullable=False),
    Index(None, "until"),
)
"""Open invitations; of their codes only a hash is kept."""

team_rules = Table(
    "team_rules",
    metadata,
    Column("owner", Words, primary_key=True),
    Column("team", Words, primary_key=True),
    text("days", nullable=True),
    text("profile", default=""),
)
"""A team's own days before the end, as JSON, and the profile that its cover is held to."""

callbacks = Table(
    "promises",
    metadata,
    Column("id", Serial, primary_key=True),
    text("asker"),
    Column("certificate_id", Serial, ForeignKey("certificates.id"), nullable=False),
    text("holder", default=""),
    text("about_on", default=""),
    Column("until", Moment, nullable=False),
    UniqueConstraint("asker", "certificate_id", "holder", "about_on"),
    Index(None, "certificate_id"),
    Index(None, "until"),
)
"""Questions to be asked again when a registry is back; ``about_on`` is the day that was asked for, as text."""
