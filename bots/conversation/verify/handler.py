"""Answers a question about certificates: verifies them, counts them, and names what was left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.replies import LONGEST_COMMAND, Action, ActionKind, Card, Reply, Tone, refusal
from bots.conversation.text import general as phrases
from bots.conversation.text.languages.phrasebook import ENGLISH
from bots.conversation.verify.overview import FULL_CARDS, CheckedCertificate, overview_card
from bots.conversation.verify.question_commands import Speech, question_command, several_command
from bots.conversation.verify.verdict_cards import verdict_card
from verifier_client import Lane, Question

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker, Verify
    from bots.conversation.model.ports import Progress, Verifier
    from bots.conversation.quota import Quota
    from verifier_client import Verdict

PEOPLE_WAIT_FOR = 20  # more certificates than this are bulk: they keep out of the way of single questions


class VerifyHandler:
    """Verifies what one message names."""

    def __init__(
        self,
        verifier: Verifier,
        *,
        quota: Quota | None,
        max_ids: int | None,
        strangers_see_names: bool = False,
        with_evidence: bool = True,
    ) -> None:
        """
        Answer by a verifier.

        Args:
            verifier: asks the registries.
            quota: how many certificates a person may ask about, None for no limit.
            max_ids: how many one message is answered about at once, None for no limit.
            strangers_see_names: whether people of other organisations are told whose a certificate is.
            with_evidence: whether the details say what a certification evidences.
        """
        self._verifier = verifier
        self._quota = quota
        self._max_ids = max_ids
        self._strangers_see_names = strangers_see_names
        self._with_evidence = with_evidence

    def count(self, intent: Verify, asker: Asker) -> int:
        """Return how many certificates would be verified now; 0 where the asker has to wait."""
        asked = len(intent.ids) if self._max_ids is None else min(len(intent.ids), self._max_ids)
        return 0 if self._quota is not None and self._quota.would_wait(asker, asked) else asked

    async def answer(self, intent: Verify, asker: Asker, progress: Progress | None, *, reads_files: bool) -> Reply:
        """
        Verify the certificates, the first ``max_ids`` of them where there are more.

        Args:
            intent: which certificates, whose, and on which day.
            asker: who asks; the quota is theirs.
            progress: hears of each verdict.
            reads_files: whether a file is a way for many certificates here.

        Returns:
            A card for each certificate, then what was not verified and how to go on.
        """
        now = intent if self._max_ids is None else replace(intent, ids=intent.ids[: self._max_ids])
        asked = len(now.ids)
        if self._quota is not None and (wait := self._quota.wait_for(asker, asked)) > 0:
            rule = self._quota.rule
            return refusal(phrases.slow_down(wait, rule.ids, rule.seconds))
        verdicts = await self._verdicts(now, progress)
        candidates = dict(intent.candidates)
        hides = asker.is_stranger and not self._strangers_see_names
        speech = _speech(intent, asker)
        cards = [
            verdict_card(
                each,
                candidates=candidates.get(each.question.text, ()),
                hides_holder=hides,
                speech=speech,
                with_evidence=self._with_evidence,
            )
            for each in verdicts
        ]
        if intent.unread:
            from bots.conversation.text.verdicts import unread_ids  # noqa: PLC0415 - few offer what is no ID

            cards.append(Card(unread_ids(intent.unread, alone=False), Tone.CAUTION))
        if asked < len(intent.ids):
            cards.append(_rest_card(intent, asked, speech, reads_files=reads_files))
        checked = [
            CheckedCertificate(each.question.text, each, candidates=candidates.get(each.question.text, ()))
            for each in verdicts
        ]
        overview = overview_card(checked, hides_names=hides, speech=speech) if asked > 1 else None
        return Reply(tuple(cards), overview=overview, command=_command(now, speech))

    async def _verdicts(self, intent: Verify, progress: Progress | None) -> list[Verdict]:
        found: dict[str, Verdict] = {}
        asked = len(intent.ids)
        async for verdict in self._verifier.verify_many(
            [Question(each.text, each, intent.holder_of(each), intent.on) for each in intent.ids],
            fresh=intent.fresh,
            lane=Lane.INTERACTIVE if asked <= PEOPLE_WAIT_FOR else Lane.BACKGROUND,
        ):
            found[verdict.question.text] = verdict
            if progress is not None:
                progress(len(found), asked)
        return [found[certificate.text] for certificate in intent.ids]


def _speech(intent: Verify, asker: Asker) -> Speech:
    """Return the language of an answer: the message's, else the asker's own, else English."""
    own = asker.language or ENGLISH
    return Speech(intent.language or own, is_named=bool(intent.language) and intent.language != own)


def _rest_card(intent: Verify, most: int, speech: Speech, *, reads_files: bool) -> Card:
    """Say what was not verified, with a button for as many of the rest as it can carry."""
    rest = intent.ids[most:]
    command, count = _rest_command(intent, most, speech)
    label = phrases.verify_rest(count, is_all=count == len(rest))
    return Card(
        phrases.not_verified(len(rest), len(intent.ids), most),
        Tone.CAUTION,
        next_step=phrases.rest_next(reads_files=reads_files),
        actions=(Action(ActionKind.RUN, label, command=command, beside=True),),
    )


def _rest_command(intent: Verify, most: int, speech: Speech) -> tuple[str, int]:
    """Return the command for the next certificates, each on a line with its name, and how many they are."""
    asked = [(each.text, intent.holder_of(each)) for each in intent.ids[most : 2 * most]]
    count = len(asked)

    def command() -> str:
        return several_command(asked[:count], on=intent.on, fresh=intent.fresh, speech=speech)

    while count > 1 and len(command()) > LONGEST_COMMAND:
        count -= 1
    return command(), count


def _command(intent: Verify, speech: Speech) -> str:
    """Return what asks for the same again, remembered answers included; "" where the details are too many to show."""
    if len(intent.ids) > FULL_CARDS:
        return ""
    asked = [(each.text, intent.holder_of(each)) for each in intent.ids]
    if len(asked) > 1:
        return several_command(asked, on=intent.on, speech=speech)
    return question_command(Question(asked[0][0], intent.ids[0], asked[0][1], intent.on), speech=speech)
