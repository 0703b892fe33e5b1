"""The parts of the README that are made from the code; ``python -m tests.promises.readme`` writes them anew."""

import re
from pathlib import Path

from click.testing import CliRunner

from bots.cli import main
from bots.settings import PREFIX, Settings
from verifier_client.sandbox.register import cards

PATH = Path(__file__).parents[2] / "README.md"


def settings_table():
    rows = [
        f"| `{PREFIX}{name.upper()}` | {field.description} | {_default(field)} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| setting | meaning | default |", "|---|---|---|", *rows])


def _default(field):
    return "unset" if field.default is None else f"`{field.default}`"


def cards_table():
    rows = [f"| `{card.id}` | {card.about} | {_seen(card.expect)} |" for card in cards()]
    return "\n".join(["| ID | what it does | answer |", "|---|---|---|", *rows])


def _seen(expect):
    more = [expect.standing, expect.finding and f"finding {expect.finding}", expect.trouble]
    return ", ".join([expect.outcome, *(part for part in more if part)])


MADE = {"test cards": cards_table, "settings": settings_table}


def between(text, mark):
    return text.split(f"<!-- {mark} -->\n")[1].split(f"\n<!-- /{mark} -->")[0]


def written_anew(text):
    for mark, make in MADE.items():
        opening, closing = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
        before, rest = text.split(opening)
        text = before + opening + make() + "\n" + closing + rest.split(closing)[1]
    screen = CliRunner().invoke(main, ["--help"], prog_name="certdesk").output
    return re.sub(r"(\$ certdesk --help\n).*?(```)", lambda found: found[1] + screen + found[2], text, flags=re.DOTALL)


if __name__ == "__main__":
    PATH.write_text(written_anew(PATH.read_text(encoding="utf-8")), encoding="utf-8")
