"""The role guide's commands in the terminal."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from bots.cli.runner import load_structs

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.conversation.guide.handler import Answer
    from bots.conversation.model.intents import Guidance

_DETAILS = "details"


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own
    context.meta[_DETAILS] = value


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that all commands of the guide share: all there is to say, or JSON, which always has it."""
    details = click.option(
        "--details", is_flag=True, expose_value=False, callback=_remember, help="Print all, not only the gist."
    )
    return details(click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command))


SENTENCE = "Advice is about roles; nothing here ranks or scores people."


@click.command(short_help="Which certification fits a role.", epilog=SENTENCE)
@click.argument("role", nargs=-1, required=True, metavar="ROLE...")
@output_options
def guide(role: tuple[str, ...], *, as_json: bool) -> None:
    """
    Say which certification fits a role, why, and what it does not tell; "-" reads the role from standard input.

    \b
    certdesk guide senior ML engineer, client-facing RAG
    certdesk guide "leads the AI programme, does not build models"
    certdesk guide - < job-description.txt
    """
    load_structs()
    from bots.conversation.model.intents import Guide  # noqa: PLC0415

    _answer(Guide(_text(role)), as_json=as_json)


FACETS = (
    "overview audience evidences limits assessment prerequisites validity renewal cost verify_how issuer standing next"
)


@click.command(short_help="A fact about a certification.", epilog=f"Facets: {FACETS.replace(' ', ', ')}.")
@click.argument("code", required=False)
@click.argument("facet", required=False, type=click.Choice(FACETS.split()), metavar="[FACET]")
@output_options
def about(code: str | None, facet: str | None, *, as_json: bool) -> None:
    """
    Say what an issuer's pages state about a certification, with source and day; without a code, list all.

    \b
    certdesk about
    certdesk about CPAP
    certdesk about CPAP cost
    """
    load_structs()
    from bots.conversation.about.answers_json import about_as_json  # noqa: PLC0415
    from bots.conversation.about.handler import answer_about  # noqa: PLC0415
    from bots.conversation.model.intents import AboutCertification, ListCertifications  # noqa: PLC0415
    from bots.conversation.plain_text import reply_as_text  # noqa: PLC0415
    from role_guide import Facet, RoleGuideError, find  # noqa: PLC0415

    intent = ListCertifications() if code is None else AboutCertification((code,), Facet(facet or "overview"))
    try:
        if code is not None:
            find(code)
    except RoleGuideError as error:
        raise click.UsageError(str(error)) from error
    says = reply_as_text(answer_about(intent), details=as_json or _wants_details())
    click.echo(json.dumps(about_as_json(intent, says), ensure_ascii=False, indent=2) if as_json else says)


@click.command(short_help="Two to four certifications side by side.")
@click.argument("codes", nargs=-1, required=True, metavar="CODES...")
@output_options
def compare(codes: tuple[str, ...], *, as_json: bool) -> None:
    """
    Put two to four certifications side by side; what is unknown says since when.

    \b
    certdesk compare CAIP CAIM
    """
    from bots.conversation.grammar.guide import read_command  # noqa: PLC0415

    _read(read_command("compare", " ".join(codes)), as_json=as_json)


@click.command(short_help="A clause for a job description.")
@click.argument("code")
@click.argument("role", nargs=-1, metavar="[ROLE...]")
@click.option(
    "--variant",
    type=click.Choice(["required", "preferred", "procurement"]),
    default="required",
    show_default=True,
    help="A must, a wish, or a demand on a supplier.",
)
@output_options
def jd(code: str, role: tuple[str, ...], variant: str, *, as_json: bool) -> None:
    """
    Write the clause that asks for a certification, with "or equivalent" and its honest limit.

    \b
    certdesk jd CAIP machine learning engineer --variant preferred
    """
    from bots.conversation.model.intents import WriteClause  # noqa: PLC0415

    _answer(WriteClause(code, " ".join(role), variant), as_json=as_json)


@click.command(
    "review-jd",
    short_help="What a job description gets wrong about certifications.",
    epilog="Exit code: 0 nothing to remark, 1 remarks.",
)
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--rewritten", is_flag=True, help="Print the rewritten text and nothing else.")
@output_options
def review_jd(file: TextIO, *, rewritten: bool, as_json: bool) -> None:
    """
    Review what a job description says about certifications, and rewrite it; "-" reads it from standard input.

    \b
    certdesk review-jd posting.txt
    certdesk review-jd posting.txt --rewritten > better.txt
    """
    from bots.conversation.model.intents import ReviewText  # noqa: PLC0415
    from role_guide import Review  # noqa: PLC0415

    text = file.read()
    if rewritten:
        review = _asked(ReviewText(text))
        click.echo(review.rewritten if isinstance(review, Review) else text)
    else:
        review = _answer(ReviewText(text), as_json=as_json)
    sys.exit(1 if isinstance(review, Review) and review.remarks else 0)


@click.command(short_help="Questions for an interview.")
@click.argument("codes", nargs=-1, required=True, metavar="CODES...")
@click.option("--role", default="", help="The role; its topics come first.")
@output_options
def kit(codes: tuple[str, ...], role: str, *, as_json: bool) -> None:
    """
    List what certificates already evidence, and questions for what they leave open; never a score.

    \b
    certdesk kit AIDA CPAP --role "platform engineer"
    """
    from bots.conversation.grammar.guide import read_command  # noqa: PLC0415

    _read(read_command("kit", f"{' '.join(codes)}{f' for {role}' if role else ''}"), as_json=as_json)


@click.command(
    short_help="A team's gaps, next steps, and when coverage breaks.",
    epilog="Exit code: 0 covered, 1 not covered.",
)
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--profile", default="small", show_default=True, help="One of PAI's profiles, or a TOML file of yours.")
@output_options
def team(file: TextIO, profile: str, *, as_json: bool) -> None:
    """
    Hold a team without names (CSV or TOML; "-" reads it) against a profile.

    \b
    certdesk team team.csv --profile growing
    Columns: role, level, area, client_facing, certificates (like AIDA 2027-03-01; CPAP)
    """
    import role_guide  # noqa: PLC0415
    from bots.conversation.model.intents import PlanTeam  # noqa: PLC0415

    text = file.read()
    if not profile.endswith(".toml"):
        plan = _answer(PlanTeam(profile, text), as_json=as_json)
    else:
        try:
            own = role_guide.read_profile(Path(profile).read_text(encoding="utf-8"))
            plan = role_guide.team_plan(text, own, today=_today())
        except (OSError, role_guide.RoleGuideError) as error:
            raise click.UsageError(str(error)) from error
        _show(PlanTeam(profile, text), plan, as_json=as_json)
    sys.exit(0 if isinstance(plan, role_guide.TeamPlan) and plan.covered else 1)


@click.group(short_help="The facts behind the role guide.")
def catalogue() -> None:
    """Look after the facts behind the role guide: each has a source and the day on which it was read."""


@catalogue.command("check", short_help="Claims due for re-reading.")
@click.option("--older-than", default="180d", show_default=True, metavar="DAYS", help="Like 180d.")
def catalogue_check(older_than: str) -> None:
    """
    List the claims whose sources were read too long ago. Exit code: 0 none, 1 some.

    \b
    certdesk catalogue check --older-than 180d
    """
    from role_guide import claims_older_than  # noqa: PLC0415

    match = re.fullmatch(r"(\d{1,5})d?", older_than)
    if match is None:
        raise click.BadParameter("write a number of days, like 180d", param_hint="--older-than")
    due = claims_older_than(int(match[1]), _today())
    for claim in due:
        pages = ", ".join(dict.fromkeys(source.url for source in claim.sources)) or "nothing found then"
        click.echo(f"{claim.read_on}  {claim.certification}: {claim.key}  ({pages})")
    click.echo(f"{len(due)} claim{'s' if len(due) != 1 else ''} due for re-reading.")
    sys.exit(1 if due else 0)


COMMANDS = (guide, about, compare, jd, review_jd, kit, team, catalogue)


def _text(words: tuple[str, ...]) -> str:
    if words == ("-",):
        return sys.stdin.buffer.read().decode("utf-8", errors="replace")
    return " ".join(words)


def _wants_details() -> bool:
    return bool(click.get_current_context().meta[_DETAILS])


def _today() -> date:
    return datetime.now(UTC).date()


def _read(intent: Guidance | object, *, as_json: bool) -> Answer:
    from bots.conversation.model.intents import Unclear  # noqa: PLC0415
    from bots.conversation.text.general import needs_on  # noqa: PLC0415

    if isinstance(intent, Unclear):
        raise click.UsageError(needs_on("terminal", intent.problem))
    return _answer(intent, as_json=as_json)  # type: ignore[arg-type]


def _answer(intent: Guidance, *, as_json: bool) -> Answer:
    """Ask the guide and print; what it cannot answer is a usage error."""
    answer = _asked(intent)
    _show(intent, answer, as_json=as_json)
    return answer


def _asked(intent: Guidance) -> Answer:
    from bots.conversation.guide.handler import ask_guide  # noqa: PLC0415
    from role_guide import RoleGuideError  # noqa: PLC0415

    try:
        return ask_guide(intent, _today())
    except RoleGuideError as error:
        raise click.UsageError(str(error)) from error


def _show(intent: Guidance, answer: Answer, *, as_json: bool) -> None:
    from bots.conversation.guide.handler import in_reply  # noqa: PLC0415
    from bots.conversation.plain_text import reply_as_text  # noqa: PLC0415

    says = reply_as_text(in_reply(intent, answer), details=as_json or _wants_details())
    if not as_json:
        click.echo(says)
        return
    from bots.conversation.guide.answers_json import guidance_as_json  # noqa: PLC0415

    click.echo(json.dumps(guidance_as_json(answer, says), ensure_ascii=False, indent=2))
