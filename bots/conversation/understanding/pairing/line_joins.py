"""Joins the lines of a message that belong together, and gives labels their colon: forms, cut names, rows of two."""

import re

from bots.conversation.understanding.pairing.tables import LONGEST_HEADING, cells_of, has_id
from bots.conversation.understanding.people.label_kinds import label_kind
from bots.conversation.understanding.people.name_words import folded
from verifier_client import late_pattern as pattern

_CUT_OFF = pattern(r"[^\W\d_][ \t]+[^\W\d_]\.[ \t]*$|[^\W\d_]{2}-[ \t]*$")
_REST = pattern(r"[^\W\d_]{2,20}(?:[ -][^\W\d_]{2,20})?")
_NUMBERED = pattern(r"\s*([^\W\d_]{3,20})\s*(?:#|no\.?|nr\.?)?\s*\d{1,8}\s*[-\u2013\u2014:|]\s+(?=[^\W\d_])")
_FEWEST_FIELDS = 2


def labelled(line: str) -> str:
    """Return a row of two cells whose first is a label, or ``Candidate #7 - value``, as ``label: value``."""
    if (numbered := _NUMBERED.match(line)) and label_kind(folded(numbered[1])) == "holder":
        return f"{numbered[1]}: {line[numbered.end() :]}"
    for delimiter in ("\t", "|"):
        if delimiter in line:
            cells = [cell for cell in cells_of(line, delimiter) if cell]
            if len(cells) == 2 and label_kind(folded(cells[0])) and not label_kind(folded(cells[1])):
                return f"{cells[0].rstrip(':')}: {cells[1]}"
    return line


def with_lines_joined(lines: list[str]) -> list[str]:
    """
    Return the lines of a message, what belongs together joined.

    A label that fills a line is joined with its value below (``Name:``, ``Ann Lee``), a name that is cut off at the end
    of a line with its last word; a label that spaces set apart from its value gets a colon.
    """
    out = _with_cut_names_joined(_with_colons(lines))
    lines = list(out)
    for at, line in enumerate(lines[:-1]):
        if not _is_label(line) or not lines[at + 1].strip() or _is_label(lines[at + 1]):
            continue
        if at + 2 >= len(lines) or not lines[at + 2].strip() or _is_label(lines[at + 2]):
            label = "Holder:" if _AWARDED.fullmatch(line) else line.rstrip()
            out[at], out[at + 1] = f"{label} {lines[at + 1].strip()}", ""
    return out


def _with_colons(lines: list[str]) -> list[str]:
    """Return a form's lines with a colon behind each label, where two have one: ``NAME      Ann Lee``."""
    fields = {at: _field(line) for at, line in enumerate(lines) if "  " in line or "\t" in line}
    known = [at for at, field in fields.items() if field]
    if len(known) < _FEWEST_FIELDS or not any("  " in lines[at].strip() for at in known):
        return lines
    return [fields.get(at) or line for at, line in enumerate(lines)]


def _field(line: str) -> str:
    """Return a label and its value with a colon between, empty for what is neither."""
    cells = cells_of(line, "  ")
    if len(cells) != 2 or cells[0].endswith((":", "=")) or len(cells[0]) > LONGEST_HEADING or has_id(cells[0]):
        return ""
    is_field = label_kind(folded(cells[0])) and (has_id(cells[1]) or not label_kind(folded(cells[1])))
    return f"{cells[0]}: {cells[1]}" if is_field else ""


def _with_cut_names_joined(lines: list[str]) -> list[str]:
    """Return lines, a name that ends in an initial or a hyphen joined with the word below: ``Ann K.``, ``Iyer``."""
    out = list(lines)
    for at, line in enumerate(lines[:-1]):
        below = lines[at + 1]
        if _CUT_OFF.search(line) and below[:1] in {" ", "\t"} and _REST.fullmatch(below.strip()):
            out[at], out[at + 1] = f"{line.rstrip()}{'' if line.rstrip().endswith('-') else ' '}{below.strip()}", ""
    return out


_AWARDED = pattern(
    r"\s*(?:this\s+(?:is\s+to\s+)?certif(?:y|ies)\s+that|(?:it\s+is\s+)?hereby\s+certif(?:ied|ies)\s+that|(?:proudly\s+)?"
    r"(?:awarded|presented|granted|issued|conferred)\s+(?:to|on|upon)|verliehen\s+an|ausgestellt\s+(?:auf|für)|hiermit\s+wird\s+"
    r"bescheinigt,?\s+dass|d[ée]cern[ée]e?\s+[àa]|d[ée]livr[ée]e?\s+[àa]|otorgad[oa]\s+a|conferit[oa]\s+a|rilasciat[oa]\s+a|"
    r"atribu[íi]d[oa]\s+a|uitgereikt\s+aan|se\s+otorga\s+[\w\s]{0,40}\ba|(?:se\s+)?certifica\s+(?:que|a)|hace\s+constar\s+que)\s*",
    re.IGNORECASE,
)
"""A line of a certificate above the holder's name."""


def _is_label(line: str) -> bool:
    text = line.strip()
    if _AWARDED.fullmatch(line):
        return True
    return text.endswith((":", "\uff1a")) and len(text) <= LONGEST_HEADING and label_kind(folded(text[:-1])) is not None
