"""Divides a message into parts: headers and greetings of mail, signatures, and what is left to be read for names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.understanding.pairing.line_joins import labelled
from bots.conversation.understanding.pairing.tables import name_in
from bots.conversation.understanding.people.label_kinds import label_kind
from bots.conversation.understanding.people.name_tokens import WORD, Kind
from bots.conversation.understanding.people.name_words import beside_names, cues, folded, labels, name_words
from bots.conversation.understanding.people.person_cues import HOLDER
from bots.conversation.understanding.people.sentence_people import Line, read_line
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_BULLET = pattern(
    r"^\s*(?:[-*\u2022\u2023\u25e6\u2043\u2013\u2014\u00b7\u25aa\u25cf\u2192>]+|\(?\d{1,3}[.)](?=\s)|#\d{1,3}[.:)]?|\(?[a-zA-Z]\))\s+"
)
_HEADER = pattern(r"^\s*([A-Za-z\u00c0-\u024f\u0400-\u04ff -]{1,20}?)\s*[:\uff1a]\s*(.*)$")
_REPLY = pattern(r"\s*(?:re|fwd?|aw|wg|tr|rv)\s*:\s*", re.IGNORECASE)
"""What mail programs put before a subject: a name and nothing else behind it is what the message is about."""
_SIGNING = pattern(r"^\s*(?:[-\u2013\u2014~/]{1,3})\s*(?=[^\W\d_])")
_LONGEST_CLOSING = 48
_LONGEST_SIGNATURE = 6
_FEWEST_DIGITS = 7
"""A line with so many digits is a telephone number."""


_NOTHING = " \t-_=*~\u2014\u2013#.|+"


class Part:
    """
    One line of the message as it is to be paired.

    ``named`` is the name of a line that holds a name and nothing else (empty: such a line with no name in it; None: no
    such line), ``labelled`` says that a label promised the name, ``written_by`` is the writer's name in a signature or
    header, ``is_apart`` that it belongs to a header, a greeting or a signature, ``is_blank`` that nothing stands there.
    """

    __slots__ = ("is_apart", "is_blank", "labelled", "line", "named", "number", "part_of_name", "written_by")

    def __init__(
        self,
        number: int,
        line: Line,
        named: str | None = None,
        *,
        labelled: bool = False,
        part_of_name: str = "",
        written_by: str = "",
        is_apart: bool = False,
    ) -> None:
        self.number = number
        self.line = line
        self.named = named
        self.labelled = labelled
        self.part_of_name = part_of_name
        self.written_by = written_by
        self.is_apart = is_apart
        self.is_blank = not line.text.strip(_NOTHING)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text and no entry of a list."""
        words = [token for token in self.line.tokens if token.kind is WORD]
        return sum(1 for token in words if token.closed) >= 3


def parts_of(lines: Sequence[str], taken: set[int]) -> list[Part]:
    """Return the parts of a message in order, the lines of tables left out."""
    headers = _header_lines(lines)
    closing = _closing_line(lines)
    found: list[Part] = []
    for number, raw in enumerate(lines):
        if number in taken:
            continue
        if number in headers:
            found.append(_header(number, raw))
        elif closing is not None and closing <= number:
            found.append(_signature(number, raw, is_closing=number == closing))
        else:
            found.append(_part(number, raw))
    return _without_sender(_with_trailing_name(_without_recruiters(_with_names_joined(found))))


def _header_lines(lines: Sequence[str]) -> set[int]:
    """Find blocks of at least two lines such as ``From:`` and ``Subject:``."""
    found: set[int] = set()
    block: list[int] = []
    for number, line in enumerate([*lines, ""]):
        header = _HEADER.match(line) if len(line) < 400 and (":" in line or "\uff1a" in line) else None
        if header and folded(header[1].strip()) in cues()["headers"]:
            block.append(number)
            continue
        is_sender = len(block) == 1 and _is_sender(lines[block[0]]) and "@" in lines[block[0]]
        if is_sender or (len(block) >= 2 and any(_is_sender(lines[at]) or "@" in lines[at] for at in block)):
            found.update(block)
        block = []
    return found


def _is_sender(line: str) -> bool:
    header = _HEADER.match(line)
    return header is not None and folded(header[1].strip()) in cues()["senders"]


def _header(number: int, raw: str) -> Part:
    header = _HEADER.match(raw)
    if header is not None and folded(header[1].strip()) in cues()["subjects"]:
        return Part(number, read_line(header[2]))
    line = read_line(raw)
    sender = ""
    if header is not None and _is_sender(raw):
        end = re.search(r"[<\[(]|$", raw)
        names = [person.text for person in line.people if end and line.tokens[person.span.first].start < end.start()]
        sender = names[0] if names else ""
    return Part(number, line, written_by=sender, is_apart=True)


def _closing_line(lines: Sequence[str]) -> int | None:
    """Return the number of the last line that closes a letter, such as ``Kind regards``, if one does."""
    for number in range(len(lines) - 1, max(-1, len(lines) - 12), -1):
        text = lines[number].strip(" \t>")
        if 0 < len(text) <= _LONGEST_CLOSING and is_closing(text) and any(line.strip() for line in lines[:number]):
            return number
    return None


def is_closing(text: str) -> bool:
    """Say whether a line is a phrase such as ``Best regards,`` and nothing else, but for a name behind a comma."""
    phrase, _, _ = text.partition(",")
    words = folded(phrase).replace("&", "and").strip(" .!,-\u2013").split()
    if " ".join(words) in cues()["closing"]:
        return True
    beside = cues()["beside_closing"]
    heads = [word for word in words if word not in beside]
    return len(heads) == 1 < len(words) and heads[0] in cues()["closing"]  # "ta in advance", "many, many thanks"


def _signature(number: int, raw: str, *, is_closing: bool) -> Part:
    text = raw.partition(",")[2] if is_closing else raw
    line = read_line(_BULLET.sub("", text))
    ids = line.ids
    head = re.split(r"[|,(/\u00b7\u2013\u2014]| - ", line.text)[0]
    writer = name_in(head, sure=False) if not ids and len(head.split()) <= _LONGEST_SIGNATURE else ""
    if writer and len(writer.split()) < len(head.split()) and read_line(head).words_beside > 1:
        writer = ""
    return Part(number, read_line(raw), written_by=writer, is_apart=not ids)


def _part(number: int, raw: str) -> Part:
    if not raw or raw.isspace():
        return Part(number, Line(raw))
    text = labelled(_without_bullet(raw))
    line = read_line(text)
    if not text.strip():
        return Part(number, line)
    label, value = _label_and_value(text)
    if label in {"holder", "given", "family"} and not line.ids:
        part_of = label if label in {"given", "family"} else ""
        return Part(number, line, name_in(value, sure=True), labelled=True, part_of_name=part_of)
    if line.ids:
        return Part(number, line)
    if (subject := _REPLY.match(text)) and (about := _standing_alone(read_line(text[subject.end() :]))):
        return Part(number, line, about)
    if text.rstrip().endswith((":", "\uff1a")) and len(line.people) == 1:
        name = line.people[0].text
        if _is_quoted(line):
            return Part(number, line, written_by=name, is_apart=True)
        return Part(number, line, name if line.holders else None, labelled=bool(line.holders))
    return Part(number, line, _standing_alone(line))


def _without_bullet(line: str) -> str:
    lead = line.lstrip()[:2]
    is_word = lead.isalpha() and lead.isascii()
    return line if is_word else _BULLET.sub("", line)


def _is_quoted(line: Line) -> bool:
    """Say whether a line opens a quotation: ``On Monday Jane Doe wrote:``."""
    return any(token.key in cues()["wrote"] for token in line.tokens[line.people[0].span.last + 1 :])


def _label_and_value(text: str) -> tuple[str | None, str]:
    if ":" not in text and "=" not in text and "\uff1a" not in text:
        return None, ""
    label, value = re.split("[:=\uff1a]", text, maxsplit=1)
    return (label_kind(folded(label)), value) if len(label) <= 40 else (None, "")


def _standing_alone(line: Line) -> str | None:
    """Return the name of a line that holds one name and, beside it, only titles, degrees, roles or places."""
    holders = line.holders
    if len(holders) != 1 or len(line.people) != 1 or len(line.text) > 120:
        return None
    titles = name_words().titles
    span = holders[0].span
    for at, token in enumerate(line.tokens):
        if span.first <= at <= span.last or token.kind is not WORD:
            continue
        if token.key not in beside_names() or (at < span.first and token.key not in titles):
            return None
    before = line.tokens[: span.first]
    is_behind_label = any(token.text in {":", "="} for token in before)
    return None if is_behind_label and holders[0].role is not HOLDER else holders[0].text


def _with_names_joined(parts: list[Part]) -> list[Part]:
    """Join the lines ``First name: Ann`` and ``Last name: Lee`` into one name."""
    out: list[Part] = []
    for part in parts:
        before = out[-1] if out else None
        if before is None or not _are_halves(before, part):
            out.append(part)
            continue
        given, family = (before, part) if before.part_of_name == "given" else (part, before)
        joined = " ".join(filter(None, [given.named, family.named]))
        out[-1] = Part(before.number, before.line, joined, labelled=True)
    return out


def _are_halves(one: Part, other: Part) -> bool:
    """Say whether two labelled lines give the halves of a name; ``Nom`` beside ``Prenom`` is the family name."""
    kinds = {one.part_of_name, other.part_of_name}
    if kinds == {"given", "family"}:
        return True
    whole = one if not one.part_of_name else other
    short = whole.labelled and bool(whole.named) and len((whole.named or "").split()) <= 2
    return kinds == {"", "given"} and short


def _without_recruiters(parts: list[Part]) -> list[Part]:
    """Take a name below IDs for a signature where the next line says that its owner recruits, or how to reach them."""
    has_ids, is_told = False, False
    for at, part in enumerate(parts[:-1]):
        below = parts[at + 1]
        has_ids = has_ids or bool(part.line.ids)
        is_told = is_told or (bool(part.line.ids) and part.is_prose)
        if not has_ids or part.named is None or part.labelled or below.line.ids or below.number != part.number + 1:
            continue
        recruits = any(token.key in cues()["recruiting"] for token in below.line.tokens)
        if recruits or (is_told and parts[at - 1].is_blank and _is_role(below, parts[at + 2 :])):
            recruits = True
        if recruits or (is_told and parts[at - 1].is_blank and _has_contact(parts[at + 1 :])):
            parts[at] = Part(part.number, part.line, written_by=part.named, is_apart=True)
    return parts


def _without_sender(parts: list[Part]) -> list[Part]:
    """Take a line that holds nothing but the sender's name of a mail for a signature."""
    senders = {folded(part.written_by) for part in parts if part.written_by and _is_sender(part.line.text)}
    return [
        Part(part.number, part.line, written_by=part.named, is_apart=True)
        if part.named and not part.labelled and folded(part.named) in senders
        else part
        for part in parts
    ]


def _is_role(part: Part, behind: Sequence[Part]) -> bool:
    """Say whether a line is what somebody does, and the last of a message: ``Registrar, Production AI Institute``."""
    roles, own = name_words().roles, labels()["other"]
    words = [token for token in part.line.tokens if token.kind is WORD]
    is_role = bool(words) and any(token.key in roles or token.key in own for token in words[:3])
    return is_role and not part.line.ids and all(each.is_blank for each in behind)


def _has_contact(below: Sequence[Part]) -> bool:
    """Say whether a message ends in a few lines without IDs, with a telephone number, an address or a link."""
    lines = [part.line for part in below if not part.is_blank]
    if len(lines) > _LONGEST_SIGNATURE or any(line.ids for line in lines):
        return False
    return any(
        token.kind is Kind.LINK or (token.kind is Kind.NUMBER and sum(map(str.isdigit, line.text)) >= _FEWEST_DIGITS)
        for line in lines
        for token in line.tokens
    )


def _with_trailing_name(parts: list[Part]) -> list[Part]:
    """Take a last line such as ``- Tom`` or, below running text and an empty line, ``Tom`` for a signature."""
    filled = [at for at, part in enumerate(parts) if not part.is_blank]
    if len(filled) < 2:
        return parts
    last = parts[filled[-1]]
    if last.named is None or last.labelled or last.is_apart or not any(parts[at].is_prose for at in filled[:-1]):
        return parts
    signed = _SIGNING.match(last.line.text) is not None
    below_gap = filled[-1] - filled[-2] > 1
    single = len(last.named.split()) == 1
    senders = {part.written_by for part in parts if part.written_by}
    if signed or last.named in senders or (single and (below_gap or parts[filled[-2]].is_prose)):
        parts[filled[-1]] = Part(last.number, last.line, written_by=last.named, is_apart=True)
    return parts
