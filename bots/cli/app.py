"""
``certdesk``: the terminal is a surface too.

click was taken for help that teaches, usage errors with exit code 2, and progress bars. What a command needs is
imported inside it, so that ``certdesk verify`` loads no chat SDK and answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, BinaryIO

import click

from bots.cli import runner as cli_running
from bots.cli.commands.assistants import COMMANDS as ASSISTANTS
from bots.cli.commands.db import db
from bots.cli.commands.doctor import doctor
from bots.cli.commands.guide import COMMANDS as GUIDE
from bots.cli.commands.privacy import audit_export, audit_subject, forget
from bots.cli.commands.receipts import COMMANDS as RECEIPTS
from bots.cli.commands.receipts import audit
from bots.cli.commands.rounds import COMMANDS as ROUNDS
from bots.cli.commands.table_arguments import read_options, table_options
from bots.cli.commands.watches import watches
from bots.cli.commands.webhook import webhook

RESULTS = click.Path(dir_okay=False, writable=True, path_type=Path)


class TeachingGroup(click.Group):
    """Shows the commands in the order in which a newcomer needs them, and suggests the nearest for a typo."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of their definition."""
        return list(self.commands)


@click.group(
    cls=TeachingGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without CERTDESK_REGISTRIES, everything runs on the embedded sandbox, and every answer says so.",
)
@click.version_option(package_name="certdesk", prog_name="certdesk")
def main() -> None:
    """Say whether an AI certificate is real, whose it is, and whether it still stands."""


@main.command(
    epilog="Exit code: 0 all found and active, 1 some not, 2 usage, 3 could not check.",
    short_help="Verify certificates by ID or badge link.",
)
@click.argument("ids", nargs=-1, metavar="IDS... [NAME] [on DATE]")
@click.option("--name", metavar="NAME", help="The holder you expect; compared, never searched for.")
@click.option("--on", "on", metavar="DATE", help="The day it must stand on, like 2026-12-01. Default: today.")
@click.option("--fresh", is_flag=True, help="Ask the registry even if its answer is remembered.")
@click.option("--details", is_flag=True, help="Print all there is to say, not only the gist.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array instead of text.")
@click.option(
    "--file", type=click.File("rb"), help="Verify a badge, or what a table, a PDF, DOCX, mail or text file lists."
)
@table_options
@click.option("--csv", "csv_to", type=RESULTS, help="With --file: write the results as CSV.")
@click.option("--jsonl", "jsonl_to", type=RESULTS, help="With --file: write the results as JSON Lines.")
@click.option(
    "--config",
    envvar="CERTDESK_REGISTRIES",  # read by click: this command needs no other setting
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The registries' TOML file. Default: CERTDESK_REGISTRIES, else the sandbox.",
)
def verify(
    ids: tuple[str, ...],
    name: str | None,
    on: str | None,
    file: BinaryIO | None,
    columns: tuple[str, ...],
    days: str | None,
    csv_to: Path | None,
    jsonl_to: Path | None,
    **how: Any,
) -> None:
    """
    Verify certificates by ID or badge link; "-" reads them from standard input.

    \b
    certdesk verify AIDA-2026-1234
    certdesk verify AIDA-2026-1234 Jane Doe
    certdesk verify AIDA-2026-1234 --name "Jane Doe" --on 2026-12-01
    certdesk verify - --json < ids.txt
    certdesk verify --file applicants.xlsx --csv results.csv
    certdesk verify --file people.csv --column "Who=name"
    certdesk verify --file badge.png --name "Jane Doe"
    """
    cli_running.load_event_loop()
    if file is not None:
        if ids:
            raise click.UsageError("With --file, IDs come from the file: leave IDS out.")
        from bots.cli.actions.verify_file import FileOutput, verify_file  # noqa: PLC0415

        output = FileOutput(how.pop("details"), how.pop("as_json"), csv_to, jsonl_to)
        sys.exit(cli_running.finish(verify_file(file, read_options(columns, days), output, name=name, on=on, **how)))
    if columns or days:
        raise click.UsageError("--column and --days are about a table: give one with --file.")
    if csv_to or jsonl_to:
        raise click.UsageError("--csv and --jsonl write the results of a file: give one with --file.")
    from bots.cli.actions.verify import verify as run  # noqa: PLC0415

    text = " ".join(ids)
    if ids == ("-",):
        text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
    sys.exit(cli_running.finish(run(text, name=name, on=on, **how)))


for _command in GUIDE:
    main.add_command(_command)

main.add_command(watches)


@main.command(short_help="Try it all on one page, on the sandbox.")
@click.option("--text", "as_text", is_flag=True, help="Print a handful of answers here instead of serving the page.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port of the page. Default: 8765, or a free one.")
@click.option("--open", "in_browser", is_flag=True, help="Open the page in the browser.")
def demo(port: int | None, *, as_text: bool, in_browser: bool) -> None:
    """
    Serve a page that draws every answer as Slack, as Teams and as plain text; Ctrl-C stops it.

    Made-up people only, on this machine only; no setting is read and nobody else is asked.
    """
    if as_text:
        from bots.cli.actions.verify import demo as run  # noqa: PLC0415

        sys.exit(cli_running.finish(run()))
    from bots.playground.container import play  # noqa: PLC0415

    def ready(url: str) -> None:
        click.echo(f"Open {url} to try Certdesk on the SANDBOX: made-up people only. Ctrl-C stops it.")
        if in_browser:
            click.launch(url)

    with cli_running.listening():
        cli_running.finish(play(port, ready=ready))


@main.command(short_help="Run the Slack and Teams bots.")
@click.option("--host", help="Address to listen on. Default: CERTDESK_HOST, else 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on. Default: CERTDESK_PORT, else 8080.")
@click.option("--allow-anonymous", is_flag=True, help="Let local Teams peers in without a token; on loopback only.")
def serve(host: str | None, port: int | None, *, allow_anonymous: bool) -> None:
    """
    Run the bots that are configured; stops gracefully on SIGTERM or Ctrl-C.

    \b
    Slack over HTTP:   CERTDESK_SLACK_BOT_TOKEN and CERTDESK_SLACK_SIGNING_SECRET
    Slack Socket Mode: CERTDESK_SLACK_BOT_TOKEN and CERTDESK_SLACK_APP_TOKEN
    Teams:             CERTDESK_TEAMS_APP_ID, CERTDESK_TEAMS_TENANT_ID and CERTDESK_TEAMS_APP_SECRET
    Assistants (MCP):  CERTDESK_MCP=true, and tokens by certdesk token create
    """
    from bots.app.server import serve as run  # noqa: PLC0415

    cli_running.serve(run, host=host, port=port, teams_allow_anonymous=allow_anonymous or None)


@main.command(short_help="Serve the sandbox register over HTTP.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8081, show_default=True, help="0 picks a free one.")
@click.option("--key", default="sandbox", show_default=True, help="The bearer key that it asks for.")
def sandbox(host: str, port: int, key: str) -> None:
    """Serve the made-up register as a registry would be served (deploy/registry-openapi.yaml)."""
    from verifier_client.sandbox.server import serve as run  # noqa: PLC0415

    with cli_running.listening():
        cli_running.finish(run(host, port, key=key, ready=lambda url: click.echo(f"Sandbox registry at {url}")))


for _command in (*RECEIPTS, *ROUNDS, *ASSISTANTS):
    main.add_command(_command)
audit.add_command(audit_export)
audit.add_command(audit_subject)
main.add_command(forget)
main.add_command(doctor)
main.add_command(webhook)
main.add_command(db)


@main.group("manifest", short_help="Make the manifests that chat platforms ask for.")
def manifests() -> None:
    """Make the manifests that chat platforms ask for."""


@manifests.command("slack", short_help="The Slack app's manifest.")
@click.option("--url", metavar="URL", help="Public https address of `certdesk serve`; not needed with --socket.")
@click.option("--socket", is_flag=True, help="Use Socket Mode: no public address needed.")
@click.option("--command", default="/verify", show_default=True, help="Name of the slash command.")
@click.option("--reasons", is_flag=True, help="Print why each scope is asked for, instead of the manifest.")
def manifest_slack(url: str | None, command: str, *, socket: bool, reasons: bool) -> None:
    """
    Print the Slack app's manifest as JSON, to paste into "Create New App" at api.slack.com/apps.

    \b
    certdesk manifest slack --socket
    certdesk manifest slack --url https://certdesk.example.org
    certdesk manifest slack --reasons
    """
    from bots.slack.manifest import manifest_json, reasons_text  # noqa: PLC0415

    if reasons:
        click.echo(reasons_text())
        return
    if not socket and not (url or "").startswith("https://"):
        raise click.UsageError("Give the public address with --url https://..., or use --socket.")
    click.echo(manifest_json(url, socket=socket, command=command))


@manifests.command("teams", short_help="The Teams app package.")
@click.option("--app-id", required=True, metavar="ID", help="The bot's application (client) ID.")
@click.option("--url", required=True, metavar="URL", help="Public https address of `certdesk serve`.")
@click.option("--publisher", metavar="NAME", help="Who publishes the app in your organisation.")
@click.option("--website-url", metavar="URL", default="", help="The publisher's page. Default: the address itself.")
@click.option("--privacy-url", metavar="URL", default="", help="The privacy policy. Default: /privacy there.")
@click.option("--terms-url", metavar="URL", default="", help="The terms of use. Default: /terms there.")
@click.option(
    "--link-host",
    "link_hosts",
    multiple=True,
    metavar="HOST",
    help="A host whose links to preview, besides those of the registries' table.",
)
@click.option("--version", metavar="X.Y.Z", default="1.0.0", show_default=True, help="Higher with each new package.")
@click.option(
    "--config",
    envvar="CERTDESK_REGISTRIES",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The registries' TOML file, whose hosts' links are previewed. Default: CERTDESK_REGISTRIES.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the manifest instead of writing the package.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    default=Path("certdesk-teams.zip"),
    show_default=True,
    help="Where to write the package.",
)
def manifest_teams(
    app_id: str,
    url: str,
    link_hosts: tuple[str, ...],
    out: Path,
    config: Path | None,
    *,
    as_json: bool,
    **given: str,
) -> None:
    """
    Write the Teams app package, to upload in the Teams admin center or the Developer Portal.

    \b
    certdesk manifest teams --app-id 5f0c2a8e-... --url https://certdesk.example.org
    certdesk manifest teams --app-id 5f0c2a8e-... --url https://certdesk.example.org --json
    """
    from bots.cli.actions.packages import hosts_of  # noqa: PLC0415
    from bots.teams.manifest import (  # noqa: PLC0415
        PUBLISHER,
        ManifestError,
        Publisher,
        manifest,
        manifest_json,
        package,
    )

    publisher = Publisher(
        given["publisher"] or PUBLISHER, given["website_url"], given["privacy_url"], given["terms_url"]
    )
    hosts = (*link_hosts, *(hosts_of(config) if config is not None else ()))
    try:
        found = manifest(app_id, url, publisher=publisher, link_hosts=hosts, version=given["version"])
    except ManifestError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(manifest_json(found))
        return
    out.write_bytes(package(found))
    click.echo(f"{out}: upload it in the Teams admin center, or in Teams under Apps > Manage your apps.")
    if not given["privacy_url"] or not given["terms_url"]:
        click.echo("Its privacy policy and terms are /privacy and /terms at that address: see CERTDESK_PAGES.")
