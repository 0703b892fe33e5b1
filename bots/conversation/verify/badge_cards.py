"""From the verdict on a badge to a card: name, issuer, status and dates as the gist; proof and sources behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, CardContent, Tone
from bots.conversation.text import badges as badge_phrases
from bots.conversation.text import general as phrases
from bots.conversation.text import verdicts as wording
from bots.conversation.verify.evidence import evidence_lines
from verifier_client import Agreement, Outcome, Standing, agreement
from verifier_client.badges import given_to

if TYPE_CHECKING:
    from bots.conversation.model.badge_request import BadgeRequest
    from verifier_client.badges import BadgeVerdict

LONGEST_TITLE = 200
_EVIDENCES = {Standing.ACTIVE, Standing.EXPIRED, Standing.EMERITUS}


def badge_card(verdict: BadgeVerdict, request: BadgeRequest, *, sandbox: bool = False) -> Card:
    """
    Arrange what there is to say about one badge.

    Args:
        verdict: what was found.
        request: what was asked, with the name and the e-mail address to compare.
        sandbox: whether the list of issuers is the sandbox's.
    """
    settled = verdict.outcome is Outcome.FOUND and verdict.standing is Standing.ACTIVE
    agreed = name_agreement(verdict, request.holder)
    ask = Action(ActionKind.ASK_HOLDER, phrases.ASK_HOLDER, text=badge_phrases.ASK_HOLDER)
    return Card(
        badge_phrases.headline(verdict, request.holder if agreed is Agreement.DIFFERS else None),
        _tone(verdict, request),
        wording.SANDBOX if sandbox else "",
        gist=_gist(verdict, request),
        limits=(wording.LIMIT,) if verdict.outcome is Outcome.FOUND else wording.LIMITS_UNCHECKED,
        next_step=badge_phrases.next_step(verdict),
        actions=() if settled and agreed in {None, Agreement.AGREES} else (ask,),
        details=CardContent(
            facts=tuple(_facts(verdict, request)),
            lines=evidence_lines(verdict.certification) if verdict.standing in _EVIDENCES else (),
        ),
    )


def name_agreement(verdict: BadgeVerdict, name: str | None) -> Agreement | None:
    """
    Compare a name with the badge's holder.

    Args:
        verdict: what was found.
        name: the name that was given, None for none.

    Returns:
        None where no name was given.
    """
    if name is None:
        return None
    holder = verdict.facts.holder
    return agreement(name, holder) if holder else Agreement.CANNOT_TELL


def _gist(verdict: BadgeVerdict, request: BadgeRequest) -> tuple[str, ...]:
    agreed, holder = name_agreement(verdict, request.holder), verdict.facts.holder[:LONGEST_TITLE]
    if agreed is None:
        name = f"Holder: {holder or badge_phrases.NO_HOLDER}. {wording.NOT_COMPARED}."
    else:
        name = f"Name: {wording.agreement(agreed, request.holder or '', holder or None)}."
    issued = badge_phrases.proof_and_issuer(verdict)
    return name, issued, badge_phrases.status_line(verdict), badge_phrases.dates_line(verdict)


def _facts(verdict: BadgeVerdict, request: BadgeRequest) -> list[tuple[str, str]]:
    facts = [
        ("Proof", badge_phrases.proof_with_source(verdict)),
        ("Issuer", badge_phrases.issuer(verdict)),
        ("Status", badge_phrases.status(verdict)),
        ("Dates", badge_phrases.dates(verdict)),
    ]
    if request.holder is not None:
        facts.append(("Holder", verdict.facts.holder[:LONGEST_TITLE] or badge_phrases.NO_HOLDER))
    if request.email:
        given = given_to(verdict.facts, request.email)
        facts.append(("E-mail", badge_phrases.ADDRESS_UNKNOWN if given is None else badge_phrases.GIVEN_TO[given]))
    if verdict.facts.title:
        facts.append(("In its own words", f"“{verdict.facts.title[:LONGEST_TITLE]}”"))
    if request.place:
        facts.append(("In the file", request.place))
    return facts


def _tone(verdict: BadgeVerdict, request: BadgeRequest) -> Tone:
    if verdict.standing is Standing.REVOKED:
        return Tone.BAD
    doubtful = name_agreement(verdict, request.holder) not in {None, Agreement.AGREES}
    good = verdict.outcome is Outcome.FOUND and verdict.standing is Standing.ACTIVE and not doubtful
    return Tone.GOOD if good else Tone.CAUTION
