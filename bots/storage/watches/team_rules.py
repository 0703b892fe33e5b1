"""Teams' own rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select

from bots.conversation.model.watch_models import TeamRule
from bots.notifications.schedule.lead_times import own_days
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import team_rules, watches
from bots.storage.watches.ownership_queries import mark_for_planning, owned_by

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database


class TeamRulesInDatabase:
    """Keeps teams' own rules in the database; see ``watch.ports.TeamRules``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def rules(self, owner: Asker) -> tuple[TeamRule, ...]:
        """See the port."""
        wanted = select(team_rules).where(team_rules.c.owner == owner.key).order_by(team_rules.c.team)
        async with self._database.reading() as connection:
            found = await connection.execute(wanted)
            return tuple(
                TeamRule(row.team, None if row.days is None else tuple(json.loads(row.days)), row.profile)
                for row in found
            )

    async def set_rule(self, owner: Asker, rule: TeamRule) -> None:
        """See the port; raises ``ValueError`` for days that no ladder can have."""
        days = None if rule.days is None else json.dumps(own_days(rule.days))
        own_rule = (team_rules.c.owner == owner.key, team_rules.c.team == rule.team)
        async with self._database.writing() as connection:
            if days is None and not rule.profile:
                await connection.execute(delete(team_rules).where(*own_rule))
            else:
                put = insert_into(team_rules, connection).values(
                    owner=owner.key, team=rule.team, days=days, profile=rule.profile
                )
                again = {name: put.excluded[name] for name in ("days", "profile")}
                await connection.execute(
                    put.on_conflict_do_update(index_elements=[*team_rules.primary_key], set_=again)
                )
            await mark_for_planning(connection, and_(owned_by(owner), watches.c.team == rule.team), self._now().date())
