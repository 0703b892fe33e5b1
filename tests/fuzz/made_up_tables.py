"""Makes up tables as offices have them, with what each line says; the same seed makes the same table."""

import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tests.bots.files.workbooks import ods, ods_cell, text, xlsx

WORDS = tomllib.loads((Path(__file__).parent / "table_words.toml").read_text(encoding="utf-8"))
LANGUAGES = {language: each["headings"] for language, each in WORDS["languages"].items()}
NAMES = {language: each["names"] for language, each in WORDS["languages"].items()}
MORE = WORDS["more"]
CODE_PAGES = {
    "pl": ["cp1250"], "ja": ["cp932"], "zh": ["gb18030"],
    **{language: ["cp1252", "mac_roman", "cp850"] for language in ("en", "de", "fr", "es", "pt", "it", "nl")},
}  # fmt: skip
WAYS = ("{}", "{}", "{}", " {} ", "ID {}", "{} (valid)", "https://registry.example.org/verify/{}")
JUNK = ("", "-", "n/a", "pending", "see HR", "1234", "AIDA-20-1", "#N/A")
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%B %d, %Y", "%d-%b-%y", "serial", "%d/%m/%Y", "%m/%d/%Y")


@dataclass
class Expected:
    """What a line says; without ``ids`` it must be named as not used."""

    ids: list = field(default_factory=list)
    name: str = ""
    manager: str = ""
    team: str = ""
    until: date | None = None


@dataclass
class MadeUp:
    """A table's bytes and name, and what each of its filled lines says; ``headings`` are the lines of headings."""

    data: bytes
    name: str
    lines: dict
    headings: set
    kind: str
    has: set


def made_up(seed):
    """Make up one table."""
    dice = random.Random(seed)  # noqa: S311 - the same seed, the same table
    language = dice.choice([*LANGUAGES])
    certificate, whole, given, family, manager, team, until, hired, other = LANGUAGES[language]
    split = dice.random() < 0.4
    columns = [("id", certificate), *([("given", given), ("family", family)] if split else [("name", whole)])]
    for key, heading in (("manager", manager), ("team", team), ("until", until), ("hired", hired), ("other", other)):
        if dice.random() < 0.5:
            columns.append((key, heading))
    columns = [(key, _decorated(dice, dice.choice((heading, *MORE.get(heading, ()))))) for key, heading in columns]
    dice.shuffle(columns)
    written = dice.choice(DAYS)
    rows, lines = [], {}
    for _ in range(dice.choice((0, 0, 1, 2))):
        rows.append([dice.choice(("Certified staff 2026", "Stand: November", "Export")), *[""] * (len(columns) - 1)])
        lines[len(rows)] = Expected()
        if dice.random() < 0.5:
            rows.append([""] * len(columns))
    rows.append([heading for _, heading in columns])
    headings = {len(rows)}
    numbers = iter(dice.sample(range(0x1000, 0xFFFF), 200))
    for _ in range(dice.randint(3, 14)):
        _add_line(dice, language, columns, rows, lines, numbers, written)
    if not any(each.ids for each in lines.values()):
        _add_line(dice, language, columns, rows, lines, numbers, written, is_good=True)
    data, name, kind = _written(dice, language, rows)
    return MadeUp(data, name, lines, headings, f"{language} {kind}", {key for key, _ in columns})


def _add_line(dice, language, columns, rows, lines, numbers, written, *, is_good=False):
    chance = 1.0 if is_good else dice.random()
    if chance < 0.06:
        rows.append([""] * len(columns))
        return
    if chance < 0.1:
        rows.append([heading for _, heading in columns])
        lines[len(rows)] = Expected()
        return
    given, family = dice.choice(NAMES[language])
    whole = f"{family}{given}" if language in {"ja", "zh"} else f"{given} {family}"
    ids = [f"CPAP-2026-{next(numbers):04X}" for _ in range(2 if dice.random() < 0.1 else 1)]
    way = dice.choice(WAYS) if len(ids) == 1 else "{}"
    day = date(2027, 1, 1) + timedelta(days=dice.randint(0, 700))
    boss = " ".join(dice.choice(NAMES[language])[::-1] if language in {"ja", "zh"} else dice.choice(NAMES[language]))
    said = Expected(ids, whole, boss, dice.choice(("Risk", "Sales 2", "R&D")), day)
    junk = dice.choice(JUNK) if chance < 0.25 else None
    cells = {
        "id": way.format(dice.choice((", ", "; ", " ")).join(ids)) if junk is None else junk,
        "given": given, "family": family, "name": whole, "manager": said.manager, "team": said.team,
        "until": _day(day, written), "hired": "2019-05-01", "other": dice.choice(("a", "12", "")),
    }  # fmt: skip
    rows.append([cells[key] for key, _ in columns])
    lines[len(rows)] = said if junk is None else Expected()


def _decorated(dice, heading):
    """A heading as people type it."""
    ways = (str, str, str.upper, str.lower, "{}*".format, " {} ".format, "{}:".format, "{} (2026)".format)
    return dice.choice(ways)(heading)


def _day(day, written):
    return str((day - date(1899, 12, 30)).days) if written == "serial" else day.strftime(written)


def _written(dice, language, rows):
    kind = dice.choice(("utf-8", "code page", "code page", "xlsx", "ods", "tabs", "markdown"))
    if kind == "xlsx":
        return xlsx(_sheet(rows)), "team.xlsx", kind
    if kind == "ods":
        drawn = ("".join(ods_cell(_escaped(cell)) if cell else "<table:table-cell/>" for cell in row) for row in rows)
        return ods("".join(f"<table:table-row>{each}</table:table-row>" for each in drawn)), "team.ods", kind
    if kind == "markdown":
        return "\n".join(f"| {' | '.join(row)} |" for row in rows).encode(), "team.csv", kind
    delimiter = "\t" if kind == "tabs" else dice.choice(",;")
    said = "\r\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows)
    if kind == "code page":
        page = dice.choice(CODE_PAGES[language])
        try:
            return said.encode(page), "team.csv", page
        except UnicodeEncodeError:
            return said.encode("utf-16"), "team.csv", "utf-16"
    return said.encode(dice.choice(("utf-8", "utf-8-sig"))), "team.csv", kind


def _sheet(rows):
    drawn = (
        "".join(text(f"{chr(65 + at)}{line}", _escaped(cell)) for at, cell in enumerate(row) if cell)
        for line, row in enumerate(rows, 1)
    )
    return "".join(f'<row r="{line}">{cells}</row>' for line, cells in enumerate(drawn, 1))


def _escaped(cell):
    return cell.replace("&", "&amp;").replace("<", "&lt;")
