"""From a reply to Slack messages: it only arranges, the words come from the conversation."""

from __future__ import annotations

import html
from itertools import pairwise
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone, first_items, item_count, most_items
from bots.conversation.plain_text import card_as_text
from bots.conversation.text import delivery as delivery_phrases
from bots.conversation.text import general as phrases
from bots.slack.cards import card_tables, item_lists
from bots.slack.cards import elements as blocks
from bots.slack.cards.elements import Block, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BESIDE = {"compare", "jd", "kit", "watch", "unwatch"}
MOST_ITEMS = 40
BLOCKS_IN_MESSAGE = 48  # Slack takes 50
CHARACTERS_IN_MESSAGE = 11_000  # Slack answers msg_blocks_too_long at about 13,200 characters of text
DETAILS, LESS = "details", "less"  # kinds of action ids: the message is replaced by the whole answer, or by its gist

LONGEST_HEADING = 60
_BELONGS = ("• ", "   ")

SIGNS = {Tone.GOOD: "✅", Tone.CAUTION: "⚠️", Tone.BAD: "⛔", Tone.NEUTRAL: "🔎"}


def asks_again(reply: Reply) -> bool:
    """Say whether a button can carry what asks for a reply again."""
    return 0 < len(reply.command) <= blocks.BUTTON_VALUE


def messages(
    reply: Reply, *, sharing: bool, also: str = "", details: bool = False, is_remembered: bool = False
) -> list[Message]:
    """
    Return the reply as few messages: its gist with a button for the rest, or all of it.

    Args:
        reply: what is said; where no button can show the rest of it, all of it is shown.
        sharing: whether there is a channel in which an answer could be shared.
        also: small print at the end.
        details: whether all of it is wanted.
        is_remembered: whether the rest can be shown without being asked for again.
    """
    can_fold = reply.has_details and (is_remembered or asks_again(reply))
    if can_fold and not details:
        parts = _cards(reply.summary, reply.gist, sharing=sharing, fold=_fold(phrases.DETAILS, DETAILS, reply))
    elif reply.overview is not None and not details:
        parts = _cards(reply.summary, reply.gist, sharing=sharing)
    else:
        fold = _fold(phrases.LESS, LESS, reply) if can_fold else None
        parts = _cards(reply.summary, reply.unfolded().cards, sharing=sharing, fold=fold)
    if also:
        parts = [*parts, (also, blocks.context(also))]
    return list(_packed(parts))


def single_message(reply: Reply, *, also: str = "") -> Message:
    """
    Return the reply as a single message that stays: what is clicked in it is answered beside it.

    Items that do not fit are counted, and where all of them are is said.
    """
    most = most_items(reply, lambda most: len(_shortened(reply, most, also)) == 1, most=MOST_ITEMS)
    first, *rest = _shortened(reply, most, also)
    if not rest:
        return first
    end = blocks.context(delivery_phrases.REST_NOT_SHOWN)
    return Message(first.text, (*first.blocks[: BLOCKS_IN_MESSAGE - 1], *end))


def _shortened(reply: Reply, most: int, also: str) -> list[Message]:
    count = item_count(reply)
    rest = delivery_phrases.more_items(count - most) if most < count else ""
    small = [(text, blocks.context(text)) for text in (rest, also) if text]
    shown = first_items(reply, most).unfolded()
    return list(_packed([*_cards(reply.summary, shown.cards, sharing=False, is_permanent=True), *small]))


def notice(text: str) -> Message:
    """Return a message of one sentence."""
    return Message(blocks.top_text(text), tuple(blocks.sections(text)))


def shared(text: str, person: str) -> Message:
    """Return what is posted in a channel, with the name of the one who shared it."""
    by = {"type": "context", "elements": [{"type": "mrkdwn", "text": f"Shared by <@{person}>"}]}
    return Message(blocks.top_text(text), (*blocks.sections(text), by))


def certificate_link(certificate: str) -> list[Block]:
    """Return what is shown below a link in a channel: nothing that only the asker may see."""
    return [
        *blocks.sections(phrases.CERTIFICATE_LINK),
        *blocks.actions([blocks.button(phrases.VERIFY_PRIVATELY, "more:0", value=f"verify {certificate}")]),
    ]


_Part = tuple[str, list[Block]]


def _cards(
    summary: str, shown: Sequence[Card], *, sharing: bool, is_permanent: bool = False, fold: Block | None = None
) -> list[_Part]:
    """Draw cards; ``fold`` is the button that shows more or less of all of them, and stands in the first."""
    parts: list[_Part] = [(summary, blocks.sections(summary))] if summary else []
    for at, card in enumerate(shown):
        folding = [fold] if fold is not None and at == 0 else []
        buttons = [*folding, *_buttons(card, sharing=sharing, is_permanent=is_permanent)]
        parts.append((card_as_text(card), [*_body(card), *blocks.actions(buttons), *_in_words(card)]))
    return parts


def _fold(label: str, kind: str, reply: Reply) -> Block:
    return blocks.button(label, f"{kind}:0", value=reply.command if asks_again(reply) else "")


def _body(card: Card) -> list[Block]:
    found = blocks.context(f"🧪 {card.banner}") if card.banner else []
    if card.first:
        found += blocks.sections(f"{SIGNS[Tone.CAUTION]} {card.first}")
    found += [{"type": "section", "text": _headline(card)}]
    found += blocks.sections("\n".join(card.gist))
    found += card_tables.render_table(card.table, SIGNS, len(card.actions)) if card.table else []
    found += blocks.facts(card.facts)
    for head, lines in _paragraphs(card.lines):
        found += [{"type": "section", "text": blocks.strong(head)}] if head else []
        found += blocks.sections("\n".join(lines))
    if card.to_copy:
        found += blocks.sections(card.to_copy.label)
        found += blocks.to_copy((part.text, part.is_marked) for part in card.to_copy.parts)
    found += item_lists.render_items(card, len(card.actions) + bool(card.table))
    found += blocks.sections("\n".join(f"Note: {finding}" for finding in card.findings))
    found += blocks.context(*filter(None, (card.provenance, *card.limits)))
    return found + blocks.sections(card.next_step)


def _buttons(card: Card, *, sharing: bool, is_permanent: bool) -> list[Block]:
    stays = is_permanent or bool(card.groups)
    numbered = enumerate(card.actions)
    return [button for at, action in numbered for button in _button(action, at, sharing=sharing, is_permanent=stays)]


def _in_words(card: Card) -> list[Block]:
    return [block for action in card.actions for block in _too_long_for_a_button(action)]


def _paragraphs(lines: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Put lines that belong together into one paragraph; a short line that ends with a colon is its heading."""
    head, held = "", list[str]()
    for line, following in pairwise((*lines, "")):
        leads = following.startswith(_BELONGS) and not line.startswith(_BELONGS)
        if leads and held:
            yield head, held
            head, held = "", []
        if leads and line.endswith(":") and len(line) <= LONGEST_HEADING:
            head = line.removesuffix(":")
        else:
            held.append(line)
    if held:
        yield head, held


def _headline(card: Card) -> Block:
    bold = blocks.strong(card.headline)
    if bold["type"] == "mrkdwn":
        return {**bold, "text": f"{SIGNS[card.tone]} {bold['text']}"}
    return blocks.plain(f"{SIGNS[card.tone]} {card.headline}")


def _button(action: Action, at: int, *, sharing: bool, is_permanent: bool) -> list[Block]:
    # What the guide adds to an answer stands beside it; anything else takes the place of what was clicked.
    stays = is_permanent or action.beside or action.command.split(" ", 1)[0] in BESIDE
    beside = action.kind is ActionKind.RUN and stays
    name = f"more:{at}" if beside else f"{action.kind}:{at}"
    match action.kind:
        case ActionKind.RUN if len(action.command) <= blocks.BUTTON_VALUE:
            return [blocks.button(action.label, name, value=action.command)]
        case ActionKind.SHARE if sharing and len(action.text) <= blocks.BUTTON_VALUE:
            return [blocks.button(action.label, name, value=action.text, confirm=_share_question(action))]
        case ActionKind.ASK_HOLDER if len(action.text) <= blocks.BUTTON_VALUE:
            return [blocks.button(action.label, name, value=action.text)]
        case ActionKind.OPEN if len(action.url) <= blocks.BUTTON_URL:
            return [blocks.button(action.label, name, url=action.url)]
        case _:
            return []


def _share_question(action: Action) -> str:
    return phrases.share_where(action.text, action.confirm)


def _too_long_for_a_button(action: Action) -> list[Block]:
    """Return in words what no button can carry; a command cut short would be another command."""
    longest = blocks.BUTTON_URL if action.kind is ActionKind.OPEN else blocks.BUTTON_VALUE
    content = action.command or action.url or action.text
    return blocks.sections(f"{action.label}: {content}") if len(content) > longest else []


def _packed(parts: Iterable[_Part]) -> Iterator[Message]:
    """Fill messages; a part is kept together unless it alone is more than a message holds."""
    texts: list[str] = []
    held: list[Block] = []
    size = 0
    for text, piece in (smaller for part in parts for smaller in _split(part)):
        weight = len(blocks.escape(text))
        is_full = len(held) + len(piece) > BLOCKS_IN_MESSAGE or size + weight > CHARACTERS_IN_MESSAGE
        if held and (is_full or (_has_table(held) and _has_table(piece))):
            yield Message(blocks.top_text("\n\n".join(filter(None, texts)) or phrases.MORE), tuple(held))
            texts, held, size = [], [], 0
        texts, held, size = [*texts, text], held + piece, size + weight
    if held:
        yield Message(blocks.top_text("\n\n".join(filter(None, texts)) or phrases.MORE), tuple(held))


def _has_table(found: list[Block]) -> bool:
    return any(block["type"] == "table" for block in found)


def _split(part: _Part) -> Iterator[_Part]:
    """Split a part that no message holds, so that each message's text says what its blocks show."""
    text, found = part
    if len(found) <= BLOCKS_IN_MESSAGE and len(blocks.escape(text)) <= CHARACTERS_IN_MESSAGE:
        yield part
    else:
        yield from (("\n".join(_shown(block)), [block]) for block in found)


def _shown(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") == "rich_text":
            yield "".join(run["text"] for element in value["elements"] for run in element["elements"])
            return
        if value.get("type") in {"plain_text", "mrkdwn", "raw_text"}:
            yield html.unescape(value["text"])
        for name, inner in value.items():
            if name != "confirm":
                yield from _shown(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _shown(inner)
