"""Reads what a workflow asks by the step “Verify a certificate”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.grammar import forms
from bots.conversation.model.intents import Asker, Verify
from bots.conversation.text import general as phrases
from bots.runtime.json_access import object_at, text_at
from bots.slack.inbound.payload_fields import asker_of
from bots.slack.model.requests import Request, RunStep
from bots.slack.model.workflow_steps import CERTIFICATE, DAY, HOLDER, ON_BEHALF_OF

if TYPE_CHECKING:
    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload

WORKFLOW = "workflow"  # who asks where a workflow names nobody


def verification_step(body: Payload, read: IntentParser) -> Request | None:
    """Return what a workflow wants, or why it cannot be had; None where nothing says which execution it is."""
    event = object_at(body, "event")
    execution = text_at(event, "function_execution_id")
    if not execution:
        return None
    inputs = object_at(event, "inputs")
    team = text_at(body, "team_id") or text_at(body, "enterprise_id")
    asker = asker_of(text_at(inputs, ON_BEHALF_OF), team) or Asker("slack", team, WORKFLOW)
    words, name, day = (text_at(inputs, field).strip() for field in (CERTIFICATE, HOLDER, DAY))
    found = forms.verification(words, name, day, lambda text: read(text, command="verify"))
    keys = (f"slack:step:{execution}",)
    match found:
        case Verify(ids=(_,)):
            return Request(asker, RunStep(execution, found), keys)
        case Verify():
            return Request(asker, RunStep(execution, problem=phrases.ONE_FOR_A_STEP), keys)
        case dict():
            return Request(asker, RunStep(execution, problem=" ".join(found.values())), keys)
        case _:
            return Request(asker, RunStep(execution, problem=phrases.NO_ID), keys)


def without_token(body: Payload) -> dict[str, Any]:
    """Leave out the token that Slack makes for one step: the bot's own does, and none is written down."""
    event = {name: value for name, value in object_at(body, "event").items() if name != "bot_access_token"}
    return {**body, "event": event}
