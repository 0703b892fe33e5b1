"""Several certificates in one card: how many stand how, and a table; of many the exceptions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from bots.conversation.model.replies import Action, ActionKind, Card, CardContent, Table, TableRow, Tone
from bots.conversation.text import general as phrases
from bots.conversation.text import headlines as wording
from bots.conversation.text import verdicts as verdict_wording
from bots.conversation.text.languages.phrasebook import say
from bots.conversation.verify.outcome_counts import counted_names, counted_outcomes
from bots.conversation.verify.question_commands import ENGLISH_SPEECH, question_command
from bots.conversation.verify.verdict_cards import MOST_CANDIDATES, tone_of
from verifier_client import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.conversation.verify.question_commands import Speech
    from verifier_client import Verdict

FULL_CARDS = 5  # of so many certificates the details are shown together; of more, each is opened alone
MOST_ROWS, MOST_EXCEPTIONS = 20, 50  # rows; of more certificates only the exceptions are shown
MOST_LINES = 100  # certificates; the details of more are a file's


class CheckedCertificate(Struct, frozen=True):
    """
    One row: a certificate and what came of it.

    ``verdict`` is None where it was not asked about; ``place`` says where in a file it stands, ``other_name`` on which
    day it was checked with another name, ``candidates`` are the names of which only the asker knows which was meant.
    """

    text: str
    verdict: Verdict | None
    place: str = ""
    other_name: date | None = None
    candidates: tuple[str, ...] = ()

    @property
    def is_name_open(self) -> bool:
        """Say whether only the asker knows which name was meant."""
        return bool(self.candidates)

    @property
    def tone(self) -> Tone:
        """Return how the row feels."""
        tone = Tone.NEUTRAL if self.verdict is None else tone_of(self.verdict)
        return Tone.CAUTION if self.is_name_open and tone is Tone.GOOD else tone


def overview_card(
    checked: Sequence[CheckedCertificate],
    *,
    first: str = "",
    note: str = "",
    hides_names: bool = False,
    lists_all: bool = False,
    speech: Speech = ENGLISH_SPEECH,
) -> Card:
    """
    Say how several certificates stand.

    Args:
        checked: the certificates in the asker's order.
        first: what must be known before all else, such as that the run was stopped.
        note: what else is to be known of all of them.
        hides_names: whether the asker may not read the holders' names.
        lists_all: whether the details name each certificate, however many they are.
        speech: the language in which it is told.

    Returns:
        A card with the counts and a table: all of them where they are few, else the exceptions and a count of the rest.
    """
    verdicts = [each.verdict for each in checked if each.verdict is not None]
    language = speech.language
    names = counted_names(verdicts, language, unclear=sum(map(_is_unclear, checked)))
    shown = _shown(checked)
    rest = len(checked) - len(shown)
    all_good = rest > 0 and all(each.tone is Tone.GOOD for each in checked if each not in shown)
    lines = (note, wording.more_rows(rest, language, all_good=all_good) if rest else "")
    lists = rest > 0 and (lists_all or len(checked) <= MOST_LINES)
    tones = {each.tone for each in checked}
    rows = tuple(_row(each, len(checked), speech, hides_names=hides_names) for each in shown)
    return Card(
        counted_outcomes(verdicts, language),
        Tone.BAD if Tone.BAD in tones else Tone.GOOD if tones == {Tone.GOOD} else Tone.CAUTION,
        verdict_wording.SANDBOX if any(each.provenance.sandbox for each in verdicts) else "",
        first,
        gist=tuple(filter(None, lines)),
        table=Table(_columns(len(checked), language), rows) if rows else None,
        limits=(" ".join(filter(None, (names, say("no proof of several", language)))),),
        details=CardContent(lines=tuple(_line(each, language) for each in checked)) if lists else None,
    )


def _is_unclear(each: CheckedCertificate) -> bool:
    return each.is_name_open and each.verdict is not None and each.verdict.outcome is Outcome.FOUND


def _shown(checked: Sequence[CheckedCertificate]) -> Sequence[CheckedCertificate]:
    if len(checked) <= MOST_ROWS:
        return checked
    exceptions = [each for each in checked if each.tone is not Tone.GOOD]
    return exceptions[:MOST_EXCEPTIONS]


def _columns(count: int, language: str) -> tuple[str, ...]:
    columns = tuple(say(f"column {each}", language) for each in ("certificate", "result", "name"))
    return columns if count > FULL_CARDS else columns[:2]


def _row(each: CheckedCertificate, count: int, speech: Speech, *, hides_names: bool) -> TableRow:
    opens = count > FULL_CARDS and each.verdict is not None
    command = ""
    if opens and each.verdict is not None:
        names = each.candidates[:MOST_CANDIDATES]
        command = question_command(each.verdict.question, candidates=names, speech=speech)
    cells = _cells(each, speech.language, hides_names=hides_names)
    return TableRow(
        cells if count > FULL_CARDS else _short_cells(each, speech.language),
        each.tone,
        Action(ActionKind.RUN, phrases.DETAILS, command=command) if opens else None,
    )


def _short_cells(each: CheckedCertificate, language: str) -> tuple[str, str]:
    """Say what fits beside the ID on a phone: the details of a few are one press away."""
    before = say("other name before", language) if each.other_name else ""
    said = wording.result_of_few(each.verdict, language, is_name_open=each.is_name_open)
    return wording.certificate_cell(each.text, each.place), ", ".join(filter(None, (said, before)))


def _cells(each: CheckedCertificate, language: str, *, hides_names: bool = False) -> tuple[str, ...]:
    name = wording.name_cell(each.verdict, language, is_hidden=hides_names)
    before = wording.presented_before(each.other_name, language) if each.other_name else ""
    cell = wording.certificate_cell(each.text, each.place)
    unclear = say("name open", language) if _is_unclear(each) else ""
    return cell, wording.result_cell(each.verdict, language), "; ".join(filter(None, (name, unclear, before)))


def _line(each: CheckedCertificate, language: str) -> str:
    return f"• {' · '.join(filter(None, _cells(each, language)))}"
