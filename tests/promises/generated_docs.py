"""The parts of README and docs that are made from the code; ``python -m tests.promises.generated_docs`` writes them."""

import json
import re
import shlex
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from bots.cli.app import main
from bots.config.secret import Secret
from bots.config.settings import PREFIX, setting_fields
from bots.conversation.organisation.organisation_settings import FIELDS
from role_guide.catalogue.catalogue import catalogue
from role_guide.catalogue.models import in_words
from verifier_client.sandbox.register import cards

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))


def settings_table():
    rows = [
        f"| `{PREFIX}{name.upper()}` | {field.description} | {_default(field)} |"
        for name, field in setting_fields().items()
    ]
    return "\n".join(["| setting | meaning | default |", "|---|---|---|", *rows])


def _default(field):
    if field.default is None:
        return "unset"
    return f"`{field.default.get_secret_value() if isinstance(field.default, Secret) else field.default}`"


def cards_table():
    rows = [f"| `{card.id}` | {card.about} | {_seen(card.expect)} |" for card in cards()]
    return "\n".join(["| ID | what it does | answer |", "|---|---|---|", *rows])


def _seen(expect):
    more = [expect.standing, expect.finding and f"finding {expect.finding}", expect.error]
    return ", ".join([expect.outcome, *(part for part in more if part)])


ROLES = (
    "senior ML engineer, client-facing RAG",
    "junior developer who integrates language models",
    "principal engineer, sets the architecture of our AI platform",
    "people manager of an AI team, does not code",
    "risk and compliance lead, EU AI Act",
    "internal auditor of AI systems",
    "red team engineer for prompt injection",
    "speech recognition engineer",
    "business strategist for AI products",
    "we are a consultancy that deploys AI for clients: what can the firm hold?",
    "AI technician on a dairy farm, artificial insemination",
    "tech lead",
)


def guide_table():
    rows = []
    for role in ROLES:
        answer = json.loads(CliRunner().invoke(main, ["guide", role, "--json"]).stdout)
        rows.append(f"| {role} | {answer['outcome']} | {', '.join(answer['codes']) or '–'} |")
    return "\n".join(["| role | outcome | codes, best first |", "|---|---|---|", *rows])


def organisation_table():
    rows = [f"| `{name}` | {_asked(field)} | {field.default or 'none'} |" for name, field in FIELDS.items()]
    return "\n".join(["| setting | meaning | default |", "|---|---|---|", *rows])


def _asked(field):
    choices = " or ".join(f"`{value}`" for value, _ in field.choices)
    label = field.label if field.label.endswith("?") else f"{field.label}."
    return " ".join(part for part in (label, field.hint, choices and f"({choices})") if part)


def facts_tables():
    """One table a certification: every claim in words, with the pages and the day on which they were read."""
    parts = []
    for each in catalogue().certifications:
        parts.append(
            f"### {each.display} ({each.issuer_name})\n\n| fact | what is known | source, read on |\n|---|---|---|"
        )
        for key, claim in each.claims():
            pages = "<br>".join(f"{source.url} ({source.read_on})" for source in claim.sources)
            parts[-1] += f"\n| {key.replace('_', ' ')} | {in_words(claim).replace('|', '/')} | {pages or '–'} |"
    return "\n\n".join(parts)


MADE = {
    "facts": facts_tables,
    "test cards": cards_table,
    "settings": settings_table,
    "organisation settings": organisation_table,
    "guide": guide_table,
}


def between(text, mark):
    return text.split(f"<!-- {mark} -->\n")[1].split(f"\n<!-- /{mark} -->")[0]


def written_anew(text):
    for mark, make in MADE.items():
        opening, closing = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
        if opening not in text:
            continue
        before, rest = text.split(opening)
        text = before + opening + make() + "\n" + closing + rest.split(closing)[1]
    with TemporaryDirectory() as folder:
        runner = CliRunner(
            env={"CERTDESK_REGISTRIES": None, "CERTDESK_DATABASE_URL": f"sqlite:///{folder}/certdesk.db"}
        )
        example = partial(_example, runner)
        return re.sub(r"^(\$ certdesk .*?\n)(.*?)(?=^```$)", example, text, flags=re.DOTALL | re.MULTILINE)


def _example(runner, found):
    """Run an example, after those before it, and set its clock to the documents'."""
    arguments = shlex.split(found[1].removeprefix("$ certdesk "))
    screen = runner.invoke(main, arguments, prog_name="certdesk").output
    screen = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "2026-11-20 09:00 UTC", screen)
    screen = re.sub(r'"checked_at": "[^"]*"', '"checked_at": "2026-11-20T09:00:00+00:00"', screen)
    return found[1] + re.sub(r'"age_s": [\d.]+', '"age_s": 0.0', screen)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(written_anew(page.read_text(encoding="utf-8")), encoding="utf-8")
