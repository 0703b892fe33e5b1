"""From a reply to Adaptive Cards: it only arranges, the words come from the conversation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, CardContent, Reply, Tone
from bots.conversation.plain_text import card_as_text, reply_as_text
from bots.conversation.text import general as phrases
from bots.conversation.text import live_messages as sharing_phrases
from bots.conversation.verify.question_commands import question_command
from bots.teams.cards import elements, item_lists
from bots.teams.cards.card_tables import render_table, row_choice
from bots.teams.cards.elements import ACTIONS, CARD_BYTES, LONGEST_DATA, Element
from bots.teams.cards.splitting import split_card, with_missing_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FULL_CARDS = 5  # of so many certificates the details are in the card; of more, each is asked for
BESIDE = frozenset(
    {"compare", "jd", "kit", "review-jd", "team", "watch", "unwatch"}
)  # what the guide adds does not replace its answer
LONGEST_HEADING = 60

SIGNS = {Tone.GOOD: "✅", Tone.CAUTION: "⚠️", Tone.BAD: "⛔", Tone.NEUTRAL: "🔎"}
STYLES = {Tone.GOOD: "good", Tone.CAUTION: "warning", Tone.BAD: "attention", Tone.NEUTRAL: "emphasis"}

_BELONGS = ("• ", "   ")
_PART = r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_ADDRESS = re.compile(rf"https://[A-Za-z0-9.-]+(?::\d{{1,5}})?(?:[/?]{_PART})?(?:#{_PART})?")


@dataclass(frozen=True, slots=True)
class Message:
    """
    What is sent at once: cards, and a sentence for notifications and screen readers.

    ``takes_feedback`` puts Teams' own two thumbs below it.
    """

    cards: tuple[Element, ...]
    summary: str
    takes_feedback: bool = False


@dataclass(frozen=True, slots=True)
class CardOptions:
    """
    Where a card stands.

    In a ``window`` buttons submit; ``command`` is what it answers, ``back`` what one came from. A window that was
    opened from the box where people write can also ``share`` into it. One that ``is_permanent`` is answered beside it.
    What was asked elsewhere can be shared there: ``place`` tells where, ``is_shared`` that it was, ``note`` says so.
    """

    window: bool = False
    share: bool = False
    command: str = ""
    back: str = ""
    is_permanent: bool = False
    place: str = ""
    is_shared: bool = False
    note: str = ""


CHAT = CardOptions()


def messages(
    reply: Reply, *, before: str = "", after: str = "", more: Sequence[Element] = (), options: CardOptions = CHAT
) -> list[Message]:
    """
    Return the reply as few messages, nothing left out.

    Args:
        reply: what is said.
        before: small print before it.
        after: small print behind it.
        more: buttons besides its own.
        options: where it stands.
    """
    heads = [*_small(before), *elements.paragraphs(reply.summary)]
    found, shown = list[Element](), reply.gist
    for at, each in enumerate(shown):
        is_last = at == len(shown) - 1
        extra = elements.with_separator(_small(after)) if is_last else []
        body, buttons = parts_of(each, options, end=extra, behind=_behind(reply, each))
        body = [*(heads if at == 0 else ()), *body]
        found += split_card(body, [*buttons, *(more if is_last else ())][:ACTIONS], card_as_text(each))
    summary = reply.summary or (shown[0].headline if shown else before)
    return list(_packed(found, elements.clean(summary)))


def single_message(card: Element, summary: str) -> Message:
    """Return a message of one card, with a sentence for notifications and screen readers."""
    return Message((card,), elements.clean(summary))


def single_card(reply: Reply, options: CardOptions) -> Element:
    """Return the reply as a single card, for a window or in place of another; what does not fit is counted."""
    back = [_back(options.back)] if _way_back(options, options.back) else []
    body, actions = [*_small(options.note), *elements.paragraphs(reply.summary)], list[Element]()
    for at, each in enumerate(reply.gist):
        shown, buttons = parts_of(each, options, at, behind=_behind(reply, each))
        body += elements.with_separator(shown) if at else shown
        actions += buttons
    actions = [*actions, *back][:ACTIONS]
    first, *rest = split_card(body, actions, reply_as_text(reply))
    kept = first | {"actions": actions} if rest and actions else first
    return with_missing_count(kept, sum(len(card["body"]) for card in rest))


def _behind(reply: Reply, shown: Card) -> tuple[Card, ...]:
    """Return the cards that are the details of an overview, as long as a card holds them."""
    few = shown is reply.overview and len(reply.verdicts) <= FULL_CARDS
    return tuple(card for card in reply.cards if card.verdict is not None) if few else ()


def parts_of(
    card: Card, options: CardOptions, at: int = 0, *, end: Sequence[Element] = (), behind: Sequence[Card] = ()
) -> tuple[list[Element], list[Element]]:
    """
    Return a card's body and its buttons; its details are in the body, hidden until a button shows them.

    Args:
        card: what is drawn.
        options: where it stands.
        at: tells it from the others that it shares a window with.
        end: what is said last.
        behind: cards that are its details as well.
    """
    text, buttons = _content(card, card, options)
    body = [*_head(card), *_table(card, options), *text]
    if any(row.action for row in (card.table.rows if card.table else ())):
        buttons = [item_lists.without_choice(each) for each in buttons]
    hidden = _hidden(card, options, behind)
    if not hidden:
        return [*body, *end], buttons
    box = elements.container(hidden) | {"id": f"details{at}", "separator": True}
    if elements.size(box) > CARD_BYTES // 2:
        return [*body, *hidden, *end], buttons
    return [*body, box | {"isVisible": False}, *end], [elements.toggle(phrases.DETAILS, box["id"]), *buttons][:ACTIONS]


def _hidden(card: Card, options: CardOptions, behind: Sequence[Card]) -> list[Element]:
    found: list[Element] = []
    if card.details is not None:
        body, buttons = _content(card.details, card, options)
        found = [*body, *_action_set(buttons)]
    for each in (each.unfolded() for each in behind):
        body, buttons = _content(each, each, options)
        found += elements.with_separator([*_head(each), *body, *_action_set(buttons)])
    return found


def _action_set(buttons: list[Element]) -> list[Element]:
    return [{"type": "ActionSet", "actions": buttons}] if buttons else []


def notice(text: str, actions: Sequence[Element] = ()) -> Element:
    """Return a card of one sentence."""
    return elements.card(elements.paragraphs(text), list(actions), text)


def to_copy(text: str, *, back: str = "") -> Element:
    """Return a message to the holder that can be copied."""
    body = [*_small(phrases.FOR_THE_HOLDER), elements.container(elements.paragraphs(text), style="emphasis")]
    return elements.card(body, [_back(back)] if 0 < len(back) <= LONGEST_DATA else [], text)


def question_of(card: Card) -> str:
    """Return the command that asks about one certificate again, empty when the card is about none."""
    return "" if card.verdict is None else question_command(card.verdict.question)


def _back(command: str) -> Element:
    return elements.submit(phrases.BACK, {"do": "run", "command": command})


def _head(card: Card) -> list[Element]:
    body = elements.paragraphs(f"🧪 {card.banner}", subtle=True, size="Small") if card.banner else []
    if card.first:
        body.append(elements.container(elements.paragraphs(f"{SIGNS[Tone.CAUTION]} {card.first}"), style="warning"))
    headline = elements.paragraphs(f"{SIGNS[card.tone]} {card.headline}", bold=True, size="Medium", heading=True)
    body.append(elements.container(headline, style=STYLES[card.tone]) | {"bleed": True, "spacing": "Small"})
    gist = [each for line in card.gist for each in elements.paragraphs(line)]
    return body + [each | {"spacing": "None" if at else "Small"} for at, each in enumerate(gist)]


def _table(card: Card, options: CardOptions) -> list[Element]:
    if card.table is None:
        return []
    make = elements.submit if options.window else elements.execute
    return [render_table(card.table, SIGNS), *row_choice(card.table, make, _way_back(options, options.command))]


def _content(content: CardContent, card: Card, options: CardOptions) -> tuple[list[Element], list[Element]]:
    """Draw what stands below a headline, and its buttons."""
    if content.groups:
        options = replace(options, is_permanent=True)
    make = elements.submit if options.window else elements.execute
    items = item_lists.render_items(content, lambda action: _button(action, card, options), make)
    return _text(content, items), _buttons(content.actions, card, options)


def _text(content: CardContent, items: Sequence[Element] = ()) -> list[Element]:
    body = elements.facts(content.facts)
    body += [element for line, after in pairwise((*content.lines, "")) for element in _line(line, after)]
    if content.to_copy:
        body += elements.paragraphs(content.to_copy.label)
        body += elements.to_copy((part.text, part.is_marked) for part in content.to_copy.parts)
    body += items
    body += [element for each in content.findings for element in elements.paragraphs(f"Note: {each}")]
    small = [element for text in (content.provenance, *content.limits) for element in _small(text)]
    body += elements.with_separator(small) if content.provenance else [each | {"spacing": "Small"} for each in small]
    body += elements.paragraphs(content.next_step)
    return body + [each for at, action in enumerate(content.actions) for each in _without_button(action, at)]


def _line(line: str, after: str) -> list[Element]:
    """Return a line; a short one that ends with a colon is the heading of those that belong to it."""
    heads = line.endswith(":") and len(line) <= LONGEST_HEADING and after.startswith(_BELONGS)
    found = elements.paragraphs(line, bold=heads)
    return [element | {"spacing": "Small"} for element in found] if line.startswith(_BELONGS) else found


def _small(text: str) -> list[Element]:
    return elements.paragraphs(text, subtle=True, size="Small")


def _buttons(actions: Sequence[Action], card: Card, options: CardOptions) -> list[Element]:
    return [button for action in actions for button in _button(action, card, options)][:ACTIONS]


def _button(action: Action, card: Card, options: CardOptions) -> list[Element]:
    make = elements.submit if options.window else elements.execute
    match action.kind:
        case ActionKind.RUN if len(action.command) <= LONGEST_DATA:
            beside = options.is_permanent or action.beside or action.command.split(" ", 1)[0] in BESIDE
            data = {"do": "more" if beside else "run", "command": action.command}
            data |= {elements.PLACE: options.place} if options.place and not beside else {}
            return [make(action.label, data | _way_back(options, options.command if beside else options.back))]
        case ActionKind.SHARE if options.share and card.verdict is not None:
            return [make(action.label, {"do": "share", "command": question_of(card)})]
        case ActionKind.SHARE if options.place and card.verdict is not None:
            label, do = (phrases.TAKE_BACK, "unshare") if options.is_shared else (sharing_phrases.SHARE_THERE, "share")
            return [make(label, {"do": do, "command": question_of(card), elements.PLACE: options.place})]
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


def _without_button(action: Action, at: int) -> list[Element]:
    """Return in words what no button can carry; a command cut short would be another command."""
    content = action.command or action.url or action.text
    unsafe = action.kind is ActionKind.OPEN and not _leads_somewhere(action.url)
    in_words = unsafe or at >= ACTIONS or len(content) > LONGEST_DATA
    return elements.paragraphs(f"{action.label}: {content}") if in_words else []


def _packed(cards: Iterable[Element], summary: str) -> Iterator[Message]:
    held: list[Element] = []
    for card in cards:
        if held and elements.size([*held, card]) > CARD_BYTES:
            yield Message(tuple(held), summary)
            held = []
        held.append(card)
    if held:
        yield Message(tuple(held), summary)
