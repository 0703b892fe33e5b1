"""Runs the step “Verify a certificate”: it is completed or failed, whatever happens, so that no workflow waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import general as phrases
from bots.slack.model.workflow_steps import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.slack.api.replies import SlackReplies
    from bots.slack.model.requests import RunStep


class VerificationStep:
    """Answers workflows."""

    def __init__(self, desk: Desk, replies: SlackReplies) -> None:
        """Verify by ``desk``; tell Slack through ``replies``."""
        self._desk = desk
        self._replies = replies

    async def run(self, operation: RunStep, asker: Asker) -> None:
        """Complete the step with what is the case, or fail it with a sentence."""
        if operation.intent is None:
            await self.fail(operation, operation.problem)
            return
        reply = await self._desk.answer(operation.intent, asker)
        if not reply.verdicts:
            await self.fail(operation, reply.cards[0].headline if reply.cards else phrases.UNFINISHED)
            return
        outputs = outputs_of(reply)
        await self._replies.call(
            "functions.completeSuccess", function_execution_id=operation.execution, outputs=outputs
        )

    async def fail(self, operation: RunStep, problem: str) -> None:
        """Fail the step; Slack shows the sentence to whoever looks after the workflow."""
        await self._replies.call("functions.completeError", function_execution_id=operation.execution, error=problem)


def outputs_of(reply: Reply) -> Mapping[str, str]:
    """Return what a workflow goes on with; what is not known is empty."""
    (verdict, *_) = reply.verdicts
    known = {
        "outcome": str(verdict.outcome),
        "standing": str(verdict.standing or ""),
        "name_agreement": str(verdict.agreement or ""),
        "link": verdict.provenance.url or "",
        "line": reply.cards[0].headline,
    }
    return {name: known[name] for name in OUTPUTS}
