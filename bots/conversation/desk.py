"""``await desk.answer(intent, asker)``: the bot's table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bots.conversation.grammar.commands import read
from bots.conversation.model.audit_entry import DONE
from bots.conversation.model.intents import (
    AboutCertification,
    Asker,
    Compare,
    FileAction,
    FileActionKind,
    Guidance,
    Guide,
    Intent,
    ListCertifications,
    MakeKit,
    MakeReceipt,
    PlanTeam,
    ReviewText,
    SendVerdict,
    Unclear,
    Verify,
    VerifyCode,
    WriteClause,
)
from bots.conversation.model.replies import Reply, refusal
from bots.conversation.text.file_results import FILE_GONE
from bots.conversation.text.uploads import NOT_FOR_STRANGERS
from bots.conversation.verify.handler import VerifyHandler
from bots.conversation.verify.handovers import Handovers
from bots.conversation.verify.issuer_question import code_reply

if TYPE_CHECKING:
    from bots.conversation.audit_recorder import AuditRecorder
    from bots.conversation.files.file_jobs import FileJobs
    from bots.conversation.model.badge_request import BadgeRequest
    from bots.conversation.model.file_listing import UnreadableFile
    from bots.conversation.model.ports import Progress, Receipts, Verifier
    from bots.conversation.model.table_reading import TableReading
    from bots.conversation.model.talk_intents import Talk
    from bots.conversation.model.watch_intents import ListWatches, SetSettings, WatchIntent
    from bots.conversation.model.watch_models import WatchPage
    from bots.conversation.organisation.organisation_settings import OrganisationSettings
    from bots.conversation.quota import Quota
    from bots.conversation.verify.handovers import VerdictReceiver
    from bots.conversation.verify.last_questions import LastQuestions
    from bots.conversation.watch.handler import WatchHandler
    from bots.conversation.watch.live_messages import PressResult
    from bots.conversation.watch.stores import WatchStores


class Desk:
    """Answers intents, whichever surface they come from."""

    def __init__(  # noqa: PLR0913 - what is not given is not offered
        self,
        verifier: Verifier,
        *,
        quota: Quota | None = None,
        max_ids: int | None = None,
        stores: WatchStores | None = None,
        recorder: AuditRecorder | None = None,
        file_jobs: FileJobs | None = None,
        receipts: Receipts | None = None,
        receiver: VerdictReceiver | None = None,
        last_questions: LastQuestions | None = None,
        support: str = "",
        strangers_see_names: bool = False,
        with_evidence: bool = True,
    ) -> None:
        """
        Answer by a verifier; what is None is not offered here.

        Args:
            verifier: verifies certificates.
            quota: how many certificates a person may ask about, None for no limit.
            max_ids: how many one command may name, None for no limit.
            stores: where watches are kept.
            recorder: writes the audit.
            file_jobs: verifies what files list.
            receipts: signs answers.
            receiver: takes verdicts for another system.
            last_questions: remembers which certificate "it" is.
            support: where people find help, "" for nowhere.
            strangers_see_names: whether people of other organisations are told whose a certificate is.
            with_evidence: whether the details say what a certification evidences; who shows none need not load it.
        """
        self._verifier = verifier
        self._verifying = VerifyHandler(
            verifier, quota=quota, max_ids=max_ids, strangers_see_names=strangers_see_names, with_evidence=with_evidence
        )
        self._reads_for_strangers = strangers_see_names
        self._quota = quota
        self._max_ids = max_ids
        self._recorder = recorder
        self._handovers = Handovers(receipts, receiver)
        self._last_questions = last_questions
        self._support = support
        self.file_jobs = file_jobs
        self._watching = None if stores is None else self._watch_desk(stores)

    def read(self, text: str, *, command: str | None = None) -> Intent:
        """Read typed words with the shared grammar."""
        return read(text, self._verifier, command=command)

    async def answer(self, intent: Intent, asker: Asker, *, progress: Progress | None = None) -> Reply:
        """
        Answer one intent, and write into the audit who asked.

        Args:
            intent: what is wanted.
            asker: who wants it.
            progress: is called while many certificates are verified.

        Returns:
            The answer; nothing that a person or a registry wrote makes it raise.
        """
        intent = intent if self._last_questions is None else self._last_questions.meant(intent, asker)
        reply, noticed = await self._answer(intent, asker, progress), tuple[str, ...]()
        if isinstance(intent, Verify) and (intent.holder or intent.holders) and self._watching is not None:
            reply, noticed = await self._watching.organisation.compared(reply, asker)
        if self._recorder is not None:
            await self._recorder.record_answer(intent, reply, asker)
            await self._recorder.record("another name", asker, noticed, outcome="noticed")
        return reply

    async def press(
        self, intent: Intent | None, asker: Asker, message: str, *, picks: bool = False
    ) -> PressResult | None:
        """Do what was pressed in a message that was sent; see ``PressHandler.press``."""
        presses = None if self._watching is None else self._watching.presses(self.answer)
        return None if presses is None else await presses.press(intent, asker, message, picks=picks)

    def count_verified(self, intent: Intent, asker: Asker) -> int:
        """Return how many certificates an answer would verify now; 0 where it would refuse."""
        return self._verifying.count(intent, asker) if isinstance(intent, Verify) else 0

    async def record_action(self, action: str, asker: Asker, *, about: str = "", outcome: str = DONE) -> None:
        """
        Write into the audit what was done with an answer outside the desk.

        Args:
            action: what was done, in the audit's words.
            asker: who did it.
            about: any text; only the IDs in it are written down.
            outcome: what came of it.
        """
        if self._recorder is not None:
            named = tuple(each.text for each in self._verifier.read_text(about).ids) or ("",)
            await self._recorder.record(action, asker, named, outcome=outcome)

    async def _answer(self, intent: Intent, asker: Asker, progress: Progress | None) -> Reply:
        match intent:
            case Verify():
                return await self._verify(intent, asker, progress)
            case VerifyCode():
                return code_reply(intent, self._verifier)
            case FileAction():
                return await self._of_file(intent, asker, progress)
            case MakeReceipt() | SendVerdict():
                return await self._hand_over(intent, asker)
            case Unclear():
                from bots.conversation.talk.unclear import unclear_card  # noqa: PLC0415 - where words could not be read

                return Reply((unclear_card(intent, asker.surface),))
            case Guide() | Compare() | WriteClause() | ReviewText() | MakeKit() | PlanTeam():
                from bots.conversation.guide.handler import answer_guidance  # noqa: PLC0415 - for those who ask the guide

                return answer_guidance(intent, self._verifier.today)
            case AboutCertification() | ListCertifications():
                from bots.conversation.about.handler import answer_about  # noqa: PLC0415 - for those who ask the guide

                return answer_about(intent)
            case _:
                return await self._of_talk_or_watching(intent, asker)

    async def _of_talk_or_watching(self, intent: Talk | WatchIntent, asker: Asker) -> Reply:
        from bots.conversation.model.talk_intents import Talk  # noqa: PLC0415 - who verifies loads neither
        from bots.conversation.talk.handler import Abilities, answer_talk  # noqa: PLC0415 - who verifies loads neither

        if isinstance(intent, Talk):
            abilities = Abilities(self._watching is not None, self.file_jobs is not None, self._support)
            return answer_talk(intent, asker, abilities)
        return _not_kept() if self._watching is None else await self._watching.answer(intent, asker)

    async def watches_of(self, intent: ListWatches, asker: Asker) -> WatchPage | None:
        """Return a page of what somebody watches, as values; None where nothing is kept."""
        return None if self._watching is None else await self._watching.lists.page(intent, asker)

    @property
    def keeps_watches(self) -> bool:
        """Say whether anything can be watched here."""
        return self._watching is not None

    async def may_share(self, asker: Asker) -> bool:
        """Say whether the asker's organisation lets people share answers."""
        return self._watching is None or (await self._watching.organisation.of(asker)).may_share

    async def is_admin(self, asker: Asker) -> bool:
        """Say whether somebody may change their organisation's settings, as far as it is known here."""
        return self._watching is not None and await self._watching.organisation.is_admin(asker)

    async def settings_of(self, asker: Asker) -> OrganisationSettings:
        """Return their organisation's settings."""
        from bots.conversation.organisation.organisation_settings import (  # noqa: PLC0415 - for those who watch
            OrganisationSettings,
        )

        return OrganisationSettings() if self._watching is None else await self._watching.organisation.of(asker)

    def setting_errors(self, intent: SetSettings) -> dict[str, str]:
        """Return what keeps settings from being changed, by the names of their fields: a form says it there."""
        return {} if self._watching is None else self._watching.organisation.errors(dict(intent.texts))

    async def _of_file(self, wish: FileAction, asker: Asker, progress: Progress | None) -> Reply:
        if self.file_jobs is None:
            return refusal(FILE_GONE)
        if asker.is_stranger and not self._reads_for_strangers:
            return refusal(NOT_FOR_STRANGERS)
        if wish.kind is FileActionKind.ROSTER and (file := self.file_jobs.find(wish.key, asker)) is not None:
            return _not_kept() if self._watching is None else await self._watching.show_roster(file.table, asker)
        reply = await self.file_jobs.answer(wish, asker, progress)
        if (
            wish.kind is not FileActionKind.VERIFY
            or (file := self.file_jobs.find(wish.key, asker)) is None
            or not file.run
        ):
            return reply
        asked = [None if verdict is None else verdict.question for verdict in file.batch.verdicts]
        noticed: tuple[str, ...] = ()
        if self._watching is not None:
            file.batch.other_names, noticed = await self._watching.organisation.presented_before(asked, asker)
        if self._recorder is not None:
            await self._recorder.record_verdicts(self.file_jobs.verdicts(wish.key, asker), asker)
            await self._recorder.record("another name", asker, noticed, outcome="noticed")
        return file.batch.reply() if noticed else reply

    async def check_badge(self, request: BadgeRequest, asker: Asker) -> Reply | UnreadableFile:
        """Judge a badge that came as a file, and write into the audit who asked; say why, where it holds none."""
        if self.file_jobs is None or (asker.is_stranger and not self._reads_for_strangers):
            return refusal(FILE_GONE if self.file_jobs is None else NOT_FOR_STRANGERS)
        verdict = await self.file_jobs.check_badge(request, asker)
        from bots.conversation.model.file_listing import UnreadableFile  # noqa: PLC0415 - only a badge needs it
        from bots.conversation.verify.badge_cards import badge_card  # noqa: PLC0415 - only a badge needs it

        if isinstance(verdict, Reply | UnreadableFile):
            return verdict

        name = verdict.kept.reference if verdict.kept is not None else ""
        await self.record_action("verify badge", asker, about=name, outcome=str(verdict.outcome))
        card = badge_card(verdict, request, sandbox=any(each.sandbox for each in self._verifier.registries))
        return Reply((card if self._watching is None else await self._watching.offer_badge(card, verdict),))

    async def _hand_over(self, intent: MakeReceipt | SendVerdict, asker: Asker) -> Reply:
        reply, done = await self._handovers.answer(intent, asker, self.answer)
        if done:
            await self.record_action(done, asker, about=intent.question.ids[0].text)
        return reply

    async def preview_roster(self, table: TableReading, key: str, asker: Asker) -> Reply:
        """
        Say what importing a file would do; the button below it imports it.

        Args:
            table: what the file lists.
            key: the key under which ``file_jobs.kept`` holds it.
            asker: who sent it.
        """
        return _not_kept() if self._watching is None else await self._watching.preview_roster(table, key, asker)

    def _watch_desk(self, stores: WatchStores) -> WatchHandler:
        from bots.conversation.watch.handler import WatchHandler  # noqa: PLC0415 - for those who keep watches

        files = self.file_jobs.kept if self.file_jobs is not None else None
        return WatchHandler(stores, self._verifier, quota=self._quota, max_ids=self._max_ids, files=files)

    def guidance_error(self, intent: Guidance) -> str:
        """Return why the role guide cannot answer, or nothing: a form says it at its field."""
        from bots.conversation.guide.handler import guidance_error  # noqa: PLC0415 - for those who ask the guide

        return guidance_error(intent, self._verifier.today)

    async def _verify(self, intent: Verify, asker: Asker, progress: Progress | None) -> Reply:
        if self._watching is not None:
            intent = await self._watching.with_names(intent, asker)
        reply = await self._verifying.answer(intent, asker, progress, reads_files=self.file_jobs is not None)
        cards = reply.cards if self._watching is None else await self._watching.offer(reply.cards, asker)
        return replace(reply, cards=self._handovers.offer(cards, asker))


def _not_kept() -> Reply:
    """Refuse what would have to be kept."""
    from bots.conversation.text.watches import NOT_KEPT_HERE  # noqa: PLC0415 - for those who watch

    return refusal(NOT_KEPT_HERE)
