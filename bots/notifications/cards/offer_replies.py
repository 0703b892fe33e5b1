"""Replies about acting in another's place: the question, with what was answered, and the no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item, ItemState, Reply, Tone
from bots.conversation.text import live_messages as phrases
from bots.conversation.text import organisation as admin_phrases
from bots.notifications.watch_marks import MarkKind

if TYPE_CHECKING:
    from bots.notifications.message_details import OfferDetails
    from bots.notifications.watch_marks import WatchMark


def offer_reply(details: OfferDetails, name: str, mark: WatchMark | None) -> Reply:
    """
    Ask somebody to act on a certificate; of its holder nothing is said before they accept.

    Args:
        details: which certificate, and who asks.
        name: what who asks is called, "" where that is not known.
        mark: how the offer stands for who is asked; None where it was withdrawn or is over.
    """
    certificate = details.certificate
    item = Item(f"{certificate}: {_STANDS[mark.kind if mark else None]}", state=_asked_by(details, name))
    if mark is None or mark.kind is not MarkKind.OFFERED:
        tone = Tone.GOOD if mark is not None and mark.kind is MarkKind.ASSIGNED else Tone.NEUTRAL
        return _reply(certificate, item, tone=tone)
    answers = ((phrases.ACCEPT, f"accept {certificate}"), (phrases.DECLINE, f"decline {certificate}"))
    actions = tuple(Action(ActionKind.RUN, label, command=command) for label, command in answers)
    return _reply(certificate, Item(item.text, "", actions, item.state), next_step=phrases.OPEN_OFFER)


def admin_offer_reply(details: OfferDetails, name: str, standing: MarkKind | None) -> Reply:
    """
    Ask somebody to be an admin of their organisation.

    Args:
        details: who asks.
        name: what who asks is called, "" where that is not known.
        standing: how the offer stands; None where it was withdrawn.
    """
    text = f"{admin_phrases.OFFER_ABOUT}: {_ADMIN_STANDS[standing]}"
    is_open = standing is MarkKind.OFFERED
    answers = ((phrases.ACCEPT, "accept admin"), (phrases.DECLINE, "decline admin")) if is_open else ()
    actions = tuple(Action(ActionKind.RUN, label, command=command) for label, command in answers)
    groups = (Group(phrases.OFFERS_HEADING, (Item(text, "", actions, _asked_by(details, name)),)),)
    tone = Tone.GOOD if standing is MarkKind.ASSIGNED else Tone.NEUTRAL
    next_step = admin_phrases.OFFER_OPEN if is_open else ""
    limits = (admin_phrases.WHY_OFFER,)
    card = Card(admin_phrases.OFFER_HEADLINE, tone, groups=groups, limits=limits, next_step=next_step)
    return Reply((card,))


def admin_declined_reply(details: OfferDetails, name: str) -> Reply:
    """Tell who picked somebody as an admin that they declined, or could not be asked."""
    said = phrases.not_reached(details.cause) if details.cause else admin_phrases.NO_ADMIN_BY
    item = Item(f"{admin_phrases.OFFER_ABOUT}: {admin_phrases.NO_ADMIN_STAYS}", state=ItemState(said, details.by, name))
    groups = (Group(phrases.OFFERS_HEADING, (item,)),)
    return Reply((Card(admin_phrases.NO_ADMIN_HEADLINE, groups=groups, limits=(admin_phrases.WHY_NO_ADMIN,)),))


def declined_reply(details: OfferDetails, name: str) -> Reply:
    """Tell who asked that somebody declined; ``name`` is what they are called."""
    if not details.certificate:
        return admin_declined_reply(details, name)
    said = phrases.not_reached(details.cause) if details.cause else phrases.DECLINED_OFFER
    state = ItemState(said, details.by, name)
    command = f"assign {details.certificate}"
    again = Action(ActionKind.RUN, phrases.ASK_ANOTHER, command=command)
    item = Item(f"{details.certificate}: {phrases.STAYS_YOURS}", "", (again,), state)
    headline = phrases.declined_headline(details.certificate)
    return Reply((Card(headline, groups=(Group(phrases.OFFERS_HEADING, (item,)),), limits=(phrases.WHY_DECLINED,)),))


def _reply(certificate: str, item: Item, *, tone: Tone = Tone.NEUTRAL, next_step: str = "") -> Reply:
    headline = phrases.offer_headline(certificate)
    groups = (Group(phrases.OFFERS_HEADING, (item,)),)
    return Reply((Card(headline, tone, groups=groups, limits=(phrases.WHY_OFFER,), next_step=next_step),))


def _asked_by(details: OfferDetails, name: str) -> ItemState:
    return ItemState(phrases.ASKED_BY, details.by, name)


_STANDS = {
    MarkKind.OFFERED: phrases.WAITS,
    MarkKind.ASSIGNED: phrases.ACCEPTED,
    MarkKind.DECLINED: phrases.DECLINED,
    None: phrases.WITHDRAWN,
}
_ADMIN_STANDS = {
    MarkKind.OFFERED: admin_phrases.OFFER_WAITS,
    MarkKind.ASSIGNED: admin_phrases.OFFER_ACCEPTED,
    MarkKind.DECLINED: admin_phrases.OFFER_DECLINED,
    None: admin_phrases.OFFER_WITHDRAWN,
}
