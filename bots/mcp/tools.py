"""The tools: what an assistant may ask, answered by the same handlers as the chats; none changes anything."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msgspec import ValidationError, convert

from bots.conversation.guide.handler import ask_guide
from bots.conversation.model.audit_entry import DONE, REFUSED
from bots.conversation.model.intents import Compare, Guide, MakeKit, ReviewText, Verify, WriteClause
from bots.conversation.model.watch_intents import ListWatches
from bots.conversation.text.verdicts import unread_ids
from bots.conversation.text.watches import NOT_KEPT_HERE
from bots.mcp import answers, results
from bots.mcp import arguments as given
from bots.mcp import descriptions as words
from role_guide import RoleGuideError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Struct

    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker, Guidance
    from bots.conversation.model.ports import Verifier
    from verifier_client import CertificateId

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToolKind:
    """A tool: what it is for, what it takes, and what it returns."""

    name: str
    description: str
    takes: type[Struct]
    returns: type[Struct]


KINDS = (
    ToolKind("verify_certificates", words.VERIFY, given.VerifyCertificates, results.VerifiedCertificates),
    ToolKind("about_certification", words.ABOUT, given.AboutCertification, results.Facts),
    ToolKind("recommend_certification", words.RECOMMEND, given.RecommendCertification, results.Recommended),
    ToolKind("compare_certifications", words.COMPARE, given.CompareCertifications, results.Facts),
    ToolKind("job_description_clause", words.CLAUSE, given.JobDescriptionClause, results.WrittenClause),
    ToolKind("review_job_description", words.REVIEW, given.ReviewJobDescription, results.ReviewedText),
    ToolKind("interview_kit", words.KIT, given.InterviewKit, results.Interview),
    ToolKind("list_watches", words.WATCHES, given.ListWatches, results.Watches),
)
BY_NAME = {kind.name: kind for kind in KINDS}


class NotAnsweredError(Exception):
    """A call that has no answer; its text is a sentence for the assistant, which may ask otherwise."""


class UnknownToolError(LookupError):
    """There is no tool of that name."""


class AssistantTools:
    """Answers calls; each is a line of the audit, and certificates count against the person's allowance."""

    def __init__(self, desk: Desk, verifier: Verifier) -> None:
        """
        Answer by the desk of the chats.

        Args:
            desk: answers.
            verifier: reads IDs, and knows which day it is.
        """
        self._desk = desk
        self._verifier = verifier

    async def call(self, name: str, arguments: Mapping[str, Any], asker: Asker) -> dict[str, Any]:
        """
        Answer one call.

        Args:
            name: the tool's name.
            arguments: what the assistant gave, unchecked.
            asker: for whom it asks.

        Returns:
            The result as JSON knows it.

        Raises:
            UnknownToolError: when there is no such tool.
            NotAnsweredError: when the arguments cannot be used, the allowance is used up, or something failed.
        """
        kind = BY_NAME.get(name)
        if kind is None:
            await self._desk.record_action("mcp unknown tool", asker, outcome=REFUSED)
            raise UnknownToolError(name)
        outcome = REFUSED
        try:
            result = await self._result(_checked(kind, arguments), asker)
            outcome = DONE
        except RoleGuideError as error:
            raise NotAnsweredError(str(error)) from error
        finally:
            await self._desk.record_action(f"mcp {name}", asker, outcome=outcome)
        return results.plain_result(result)

    async def _result(self, asked: Struct, asker: Asker) -> results.Result:
        match asked:
            case given.VerifyCertificates():
                return await self._verified(asked, asker)
            case given.AboutCertification(code=None):
                return answers.listed()
            case given.AboutCertification(code=str(code), topic=topic):
                return answers.facts_of(code, topic)
            case given.RecommendCertification(role=role):
                return self._guidance(Guide(role))
            case given.CompareCertifications(codes=codes):
                return self._guidance(Compare(codes))
            case given.JobDescriptionClause(code=code, role=role, variant=variant):
                return self._guidance(WriteClause(code, role, variant))
            case given.ReviewJobDescription(text=text):
                return self._guidance(ReviewText(text))
            case given.InterviewKit(codes=codes, role=role):
                return self._guidance(MakeKit(codes, role))
            case given.ListWatches(page=number):
                return await self._watched(number, asker)
            case _:
                raise TypeError(f"No tool takes a {type(asked).__name__}.")

    async def _verified(self, asked: given.VerifyCertificates, asker: Asker) -> results.VerifiedCertificates:
        found: dict[str, tuple[CertificateId, str | None]] = {}
        not_ids = []
        for each in asked.certificates:
            ids = self._verifier.read_text(each.id).ids
            if len(ids) != 1:
                not_ids.append(each.id)
                continue
            _, name = found.setdefault(ids[0].text, (ids[0], each.holder_name))
            if name != each.holder_name:
                raise NotAnsweredError(words.TWO_NAMES)
        if not found:
            raise NotAnsweredError(unread_ids(results.quotes(not_ids)))
        holders = tuple((text, name) for text, (_, name) in found.items() if name)
        ids = tuple(certificate for certificate, _ in found.values())
        reply = await self._desk.answer(Verify(ids, on=asked.on, fresh=asked.fresh, holders=holders), asker)
        if not reply.verdicts:
            raise NotAnsweredError(reply.cards[0].headline)
        return answers.verified(reply.verdicts, not_ids)

    def _guidance(self, intent: Guidance) -> results.Result:
        return answers.guidance(ask_guide(intent, self._verifier.today))

    async def _watched(self, number: int, asker: Asker) -> results.Watches:
        page = await self._desk.watches_of(ListWatches(number), asker)
        if page is None:
            raise NotAnsweredError(NOT_KEPT_HERE)
        return answers.watched(page)


def _checked(kind: ToolKind, arguments: Mapping[str, Any]) -> Struct:
    try:
        return convert(dict(arguments), kind.takes)
    except ValidationError as error:
        raise NotAnsweredError(words.wrong_arguments(str(error))) from None
