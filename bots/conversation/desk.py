"""``await desk.answer(intent, asker)``: the bot's table of contents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, assert_never

from bots.conversation import phrases
from bots.conversation.grammar import read
from bots.conversation.intents import (
    Asker,
    Compare,
    Guidance,
    Guide,
    Help,
    Intent,
    MakeKit,
    PlanTeam,
    ReviewText,
    Unclear,
    Unwatch,
    Verify,
    VerifyCode,
    Watch,
    Watches,
    WriteClause,
)
from bots.conversation.replies import Action, ActionKind, Card, Reply, Tone
from bots.conversation.verdict_cards import card_of
from bots.conversation.watching import answer_watching, with_watch
from verifier_client import Lane, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.allowance import Allowance
    from bots.conversation.ports import Progress, Verifier, Watching
    from verifier_client import About

PEOPLE_WAIT_FOR = 20  # more certificates than this are bulk: they keep out of the way of single questions


class Desk:
    """Answers intents. ``allowance`` None and ``most`` None are for those who run their own machine."""

    def __init__(
        self,
        verifier: Verifier,
        *,
        allowance: Allowance | None = None,
        most: int | None = None,
        watching: Watching | None = None,
    ) -> None:
        """Take the verifier, the limit per person, the most certificates in one command, and who keeps watches."""
        self._verifier = verifier
        self._watching = watching
        self._allowance = allowance
        self._most = most

    def read(self, text: str, *, command: str | None = None) -> Intent:
        """Read typed words with the shared grammar."""
        return read(text, self._verifier, command=command)

    async def answer(self, intent: Intent, asker: Asker, *, progress: Progress | None = None) -> Reply:
        """Answer one intent; never raises for anything that a person or a registry wrote."""
        match intent:
            case Verify():
                return await self._verify(intent, asker, progress)
            case VerifyCode():
                return self._code(intent)
            case Help():
                return Reply((_help(),))
            case Unclear():
                return Reply((_unclear(intent),))
            case Watch() | Unwatch() | Watches():
                return await answer_watching(intent, asker, self._watching)
            case Guide() | Compare() | WriteClause() | ReviewText() | MakeKit() | PlanTeam():
                from bots.conversation.guidance import answer_guidance  # noqa: PLC0415 - for those who ask the guide

                return answer_guidance(intent, self._verifier.today)
            case _:
                assert_never(intent)

    def why_not(self, intent: Guidance) -> str:
        """Return why the role guide cannot answer, or nothing: a form says it at its field."""
        from bots.conversation.guidance import why_not  # noqa: PLC0415 - for those who ask the guide

        return why_not(intent, self._verifier.today)

    async def _verify(self, intent: Verify, asker: Asker, progress: Progress | None) -> Reply:
        asked = len(intent.ids)
        if self._most is not None and asked > self._most:
            return _refusal(phrases.too_many(asked, self._most))
        if self._allowance is not None and (wait := self._allowance.wait_for(asker, asked)) > 0:
            rule = self._allowance.rule
            return _refusal(phrases.slow_down(wait, rule.ids, rule.seconds))
        found: dict[str, Verdict] = {}
        async for verdict in self._verifier.verify_many(
            intent.ids,
            holder=intent.holder,
            on=intent.on,
            fresh=intent.fresh,
            lane=Lane.INTERACTIVE if asked <= PEOPLE_WAIT_FOR else Lane.BACKGROUND,
        ):
            found[verdict.question.text] = verdict
            if progress is not None:
                progress(len(found), asked)
        verdicts = [found[certificate.text] for certificate in intent.ids]
        cards = tuple(with_watch(card_of(verdict)) if self._watching else card_of(verdict) for verdict in verdicts)
        return Reply(cards, _summary(verdicts) if asked > 1 else "")

    def _code(self, intent: VerifyCode) -> Reply:
        keepers = self._verifier.keepers_of(intent.code)
        chosen = [about for about in keepers if intent.registry in {None, about.name}]
        if len({about.title for about in chosen}) != 1:
            return Reply((_which_issuer(intent, keepers),))
        for about in chosen:
            verdict = self._verifier.how_by_hand(about.name, intent.code, holder=intent.holder)
            if verdict is not None and not any(other.ids for other in chosen):
                return Reply((card_of(verdict),))
        certification = chosen[0].codes[intent.code]
        headline = phrases.needs_id(intent.code, certification.title, certification.issuer)
        return Reply((Card(headline, lines=(phrases.NO_ID,), next_step="Next: ask the holder for the ID."),))


def _summary(verdicts: Sequence[Verdict]) -> str:
    counts = Counter(
        str(verdict.standing) if verdict.outcome is Outcome.FOUND else str(verdict.outcome) for verdict in verdicts
    )
    return phrases.summary([(what.replace("_", " "), count) for what, count in counts.items()], len(verdicts))


def _which_issuer(intent: VerifyCode, keepers: Sequence[About]) -> Card:
    """Ask back, one button for each issuer."""
    by_title = {about.title: about for about in keepers}
    name = f" {intent.holder}" if intent.holder else ""
    actions = tuple(
        Action(ActionKind.RUN, title, command=f"verify {intent.code}{name} from {about.name}")
        for title, about in by_title.items()
    )
    return Card(
        phrases.which_issuer(intent.code, list(by_title)),
        lines=tuple(f"• {title}: {about.codes[intent.code].title}" for title, about in by_title.items()),
        next_step="Next: choose the issuer, or give the certificate's ID: its shape tells.",
        actions=actions,
    )


def _help() -> Card:
    return Card(phrases.HELP_HEADLINE, facts=phrases.HELP_FACTS + phrases.GUIDE_FACTS, lines=phrases.HELP_LINES)


def _unclear(intent: Unclear) -> Card:
    if intent.nearest in phrases.NEEDS:
        return Card(phrases.unclear_headline(intent.problem), Tone.CAUTION, facts=phrases.GUIDE_FACTS)
    lines = (phrases.nearest(intent.nearest),) if intent.nearest else ()
    facts = phrases.HELP_FACTS if intent.problem else phrases.HELP_FACTS + phrases.GUIDE_FACTS
    return Card(phrases.unclear_headline(intent.problem), Tone.CAUTION, facts=facts, lines=(*lines, phrases.NO_ID))


def _refusal(sentence: str) -> Reply:
    return Reply((Card(sentence, Tone.CAUTION),))
