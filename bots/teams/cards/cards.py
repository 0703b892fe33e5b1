"""From a reply to Adaptive Cards: it only arranges, the words come from the conversation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone
from bots.conversation.plain_text import card_as_text, reply_as_text
from bots.conversation.text import general as phrases
from bots.teams.cards import elements, item_lists
from bots.teams.cards.elements import ACTIONS, CARD_BYTES, LONGEST_DATA, Element
from bots.teams.cards.splitting import split_card, with_missing_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FULL_CARDS = 5  # more certificates than this are shown as lines, with one choice for the details
BESIDE = frozenset(
    {"compare", "jd", "kit", "review-jd", "team", "watch", "unwatch"}
)  # what the guide adds does not replace its answer
LONGEST_HEADING = 40
PICK = "pick"

SIGNS = {Tone.GOOD: "✅", Tone.CAUTION: "⚠️", Tone.BAD: "⛔", Tone.NEUTRAL: "🔎"}
STYLES = {Tone.GOOD: "good", Tone.CAUTION: "warning", Tone.BAD: "attention", Tone.NEUTRAL: "emphasis"}

_BELONGS = ("• ", "   ")
_PART = r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_ADDRESS = re.compile(rf"https://[A-Za-z0-9.-]+(?::\d{{1,5}})?(?:[/?]{_PART})?(?:#{_PART})?")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent at once: cards, and a sentence for notifications and screen readers."""

    cards: tuple[Element, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class CardOptions:
    """
    Where a card stands.

    In a ``window`` buttons submit; ``command`` is what it answers, ``back`` what one came from. A window that was
    opened from the box where people write can also ``share`` into it. One that ``is_permanent`` is answered beside it.
    """

    window: bool = False
    share: bool = False
    command: str = ""
    back: str = ""
    is_permanent: bool = False


CHAT = CardOptions()


def messages(reply: Reply, *, before: str = "", after: str = "", more: Sequence[Element] = ()) -> list[Message]:
    """
    Return the reply as few messages, nothing left out.

    ``before`` and ``after`` are small print around it, ``more`` are buttons besides its own.
    """
    heads = [*_small(before), *elements.paragraphs(reply.summary)]
    found, alone = list[Element](), reply.cards
    if len(reply.cards) > FULL_CARDS and reply.verdicts:
        found += _bulk(replace(reply, cards=tuple(each for each in alone if each.verdict)), CHAT, heads)
        heads, alone = [], tuple(each for each in alone if each.verdict is None)
    for at, each in enumerate(alone):
        is_last = at == len(alone) - 1
        extra = elements.with_separator(_small(after)) if is_last else []
        body, buttons = parts_of(each, CHAT, end=extra)
        body = [*(heads if at == 0 else ()), *body]
        found += split_card(body, [*buttons, *(more if is_last else ())][:ACTIONS], card_as_text(each))
    summary = reply.summary or (reply.cards[0].headline if reply.cards else before)
    return list(_packed(found, elements.clean(summary)))


def single_card(reply: Reply, options: CardOptions) -> Element:
    """Return the reply as a single card, for a window or in place of another; what does not fit is counted."""
    heads = elements.paragraphs(reply.summary)
    back = [_back(options.back)] if _way_back(options, options.back) else []
    if len(reply.verdicts) > 1:
        first, *rest = _bulk(reply, options, heads, back)
        return with_missing_count(first, sum(len(card["body"]) for card in rest))
    body, actions = [*heads], list[Element]()
    for at, each in enumerate(reply.cards):
        shown, buttons = parts_of(each, options, at)
        body += elements.with_separator(shown) if at else shown
        actions += buttons
    actions = [*actions, *back][:ACTIONS]
    first, *rest = split_card(body, actions, reply_as_text(reply))
    kept = first | {"actions": actions} if rest and actions else first
    return with_missing_count(kept, sum(len(card["body"]) for card in rest))


def parts_of(
    card: Card, options: CardOptions, at: int = 0, *, end: Sequence[Element] = ()
) -> tuple[list[Element], list[Element]]:
    """
    Return a card's body and its buttons.

    ``at`` tells it from the others that it shares a window with, ``end`` is what is said last.
    """
    if not card.groups:
        return [*_body(card), *end], _buttons(card, options)
    options = replace(options, is_permanent=True)
    make = elements.submit if options.window else elements.execute
    drawn = item_lists.render_items(card, lambda action: _button(action, card, options), make, box=f"item{at}")
    own = [item_lists.without_choice(button) if drawn.actions else button for button in _buttons(card, options)]
    return [*_body(card, drawn), *end, *drawn.choice], [*drawn.actions, *own[: drawn.room]]


def notice(text: str, actions: Sequence[Element] = ()) -> Element:
    """Return a card of one sentence."""
    return elements.card(elements.paragraphs(text), list(actions), text)


def certificate_link(certificate: str) -> Element:
    """Return what is shown below a link in a conversation: nothing that only the asker may see."""
    return notice(phrases.CERTIFICATE_LINK, [_privately(f"verify {certificate}")])


def shared(card: Card) -> Element:
    """Return what may be put into a conversation: a certificate without its holder, or advice about a role."""
    if card.verdict is None:
        return split_card(_body(card), [], card_as_text(card))[0]
    text = next((action.text for action in card.actions if action.kind is ActionKind.SHARE), "")
    return notice(text or phrases.LOOKED_UP, [_privately(f"verify {card.verdict.question.text}")])


def elsewhere(command: str) -> Element:
    """Return what is said in a conversation when the person has no chat with the bot yet."""
    fits = 0 < len(command) <= LONGEST_DATA
    return notice(phrases.NO_PERSONAL_CHAT, [_privately(command, phrases.SHOW_PRIVATELY)] if fits else [])


def to_copy(text: str, *, back: str = "") -> Element:
    """Return a message to the holder that can be copied."""
    body = [*_small(phrases.FOR_THE_HOLDER), elements.container(elements.paragraphs(text), style="emphasis")]
    return elements.card(body, [_back(back)] if 0 < len(back) <= LONGEST_DATA else [], text)


def question_of(card: Card) -> str:
    """Return the command that asks about one certificate again, empty when the card is about none."""
    if card.verdict is None:
        return ""
    asked = card.verdict.question
    on = f" on {asked.on.isoformat()}" if asked.on else ""
    return f"verify {asked.text}{' ' + asked.holder if asked.holder else ''}{on}"


def _privately(command: str, title: str = phrases.VERIFY_PRIVATELY) -> Element:
    return elements.open_task_module(title, {"do": "run", "command": command})


def _back(command: str) -> Element:
    return elements.submit(phrases.BACK, {"do": "run", "command": command})


def _body(card: Card, drawn: item_lists.RenderedItems | None = None) -> list[Element]:
    body = elements.paragraphs(f"🧪 {card.banner}", subtle=True) if card.banner else []
    if card.first:
        body.append(elements.container(elements.paragraphs(f"{SIGNS[Tone.CAUTION]} {card.first}"), style="warning"))
    headline = elements.paragraphs(f"{SIGNS[card.tone]} {card.headline}", bold=True, size="Medium", heading=True)
    body.append(elements.container(headline, style=STYLES[card.tone]))
    body += elements.facts(card.facts)
    body += [element for line, after in pairwise((*card.lines, "")) for element in _line(line, after)]
    body += drawn.body if drawn else []
    body += [element for each in card.findings for element in elements.paragraphs(f"Note: {each}")]
    small = [element for text in (card.provenance, *card.limits) for element in _small(text)]
    body += elements.with_separator(small)
    body += elements.paragraphs(card.next_step)
    room = drawn.room if drawn else ACTIONS
    return body + [element for at, action in enumerate(card.actions) for element in _without_button(action, at, room)]


def _line(line: str, after: str) -> list[Element]:
    """Return a line; a short one that ends with a colon is the heading of those that belong to it."""
    heads = line.endswith(":") and len(line) <= LONGEST_HEADING and after.startswith(_BELONGS)
    found = elements.paragraphs(line, bold=heads)
    return [element | {"spacing": "Small"} for element in found] if line.startswith(_BELONGS) else found


def _small(text: str) -> list[Element]:
    return elements.paragraphs(text, subtle=True, size="Small")


def _buttons(card: Card, options: CardOptions) -> list[Element]:
    found = [button for action in card.actions for button in _button(action, card, options)]
    return found[:ACTIONS]


def _button(action: Action, card: Card, options: CardOptions) -> list[Element]:
    make = elements.submit if options.window else elements.execute
    match action.kind:
        case ActionKind.RUN if len(action.command) <= LONGEST_DATA:
            beside = options.is_permanent or action.beside or action.command.split(" ", 1)[0] in BESIDE
            data = {"do": "more" if beside else "run", "command": action.command}
            return [make(action.label, data | _way_back(options, options.command if beside else options.back))]
        case ActionKind.SHARE if options.share and card.verdict is not None:
            return [make(action.label, {"do": "share", "command": question_of(card)})]
        case ActionKind.ASK_HOLDER if len(action.text) <= LONGEST_DATA:
            back = {"back": question_of(card)} if options.window else {}
            return [make(action.label, {"do": "ask_holder", "text": action.text} | back)]
        case ActionKind.OPEN if _leads_somewhere(action.url):
            return [elements.open_url(action.label, action.url)]
        case _:
            return []


def _way_back(options: CardOptions, command: str) -> Element:
    return {"back": command} if options.window and 0 < len(command) <= LONGEST_DATA else {}


def _leads_somewhere(url: str) -> bool:
    return len(url) <= LONGEST_DATA and _ADDRESS.fullmatch(url) is not None


def _without_button(action: Action, at: int, room: int) -> list[Element]:
    """Return in words what no button can carry; a command cut short would be another command."""
    content = action.command or action.url or action.text
    unsafe = action.kind is ActionKind.OPEN and not _leads_somewhere(action.url)
    in_words = unsafe or at >= room or len(content) > LONGEST_DATA
    return elements.paragraphs(f"{action.label}: {content}") if in_words else []


def _bulk(reply: Reply, options: CardOptions, heads: list[Element], back: Sequence[Element] = ()) -> Iterator[Element]:
    """Many certificates: one row each, what they have in common once, and one choice for the details."""
    banners = dict.fromkeys(card.banner for card in reply.cards if card.banner)
    top = [element for banner in banners for element in elements.paragraphs(f"🧪 {banner}", subtle=True)] + heads
    said = [text for card in reply.cards for text in (card.provenance, *card.limits)]
    common = dict.fromkeys(sorted(said, key=lambda text: text not in {card.provenance for card in reply.cards}))
    end = elements.with_separator([element for text in common for element in _small(text)])
    rows, taken = [(card, elements.container(_row(card)) | {"separator": True}) for card in reply.cards], 0
    room = CARD_BYTES // 2  # the other half is for the choice, the fallback and what is common
    while taken < len(rows):
        start, used = taken, 0
        while taken < len(rows) and (taken == start or used + elements.size(rows[taken][1]) <= room):
            used += elements.size(rows[taken][1])
            taken += 1
        shown = rows[start:taken]
        body = [*(top if start == 0 else ()), *(row for _, row in shown), *(end if taken == len(rows) else ())]
        details = _details([card for card, _ in shown], options)
        yield from split_card([*body, *details[:1]], [*details[1:], *back], reply_as_text(reply))


def _row(card: Card) -> list[Element]:
    found = elements.paragraphs(f"{SIGNS[card.tone]} {card.headline}", bold=True)
    known = " · ".join(f"{label}: {value}" for label, value in card.facts)
    for text in (card.first, known, *(f"Note: {finding}" for finding in card.findings)):
        found += [element | {"spacing": "None"} for element in elements.paragraphs(text)]
    return found


def _details(cards: list[Card], options: CardOptions) -> list[Element]:
    choices = [(question_of(card), card.verdict.question.text) for card in cards if card.verdict]
    if not choices:
        return []
    box = elements.choice(PICK, phrases.DETAILS_OF, choices, needed=phrases.CHOOSE_ONE)
    make = elements.submit if options.window else elements.execute
    return [box, make(phrases.DETAILS, {"do": PICK} | _way_back(options, options.command))]


def _packed(cards: Iterable[Element], summary: str) -> Iterator[Message]:
    held: list[Element] = []
    for card in cards:
        if held and elements.size([*held, card]) > CARD_BYTES:
            yield Message(tuple(held), summary)
            held = []
        held.append(card)
    if held:
        yield Message(tuple(held), summary)
