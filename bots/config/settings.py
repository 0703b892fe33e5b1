"""
The only reader of the environment: every setting, its meaning, and what must not be left half set.

msgspec reads and checks them, which every process has loaded: pydantic would cost it 9 MB and a tenth of its start.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from msgspec import Meta, Struct

from bots.config.secret import Secret
from bots.config.setting_values import WrongValueError, checked, fields_of
from bots.config.slack_checks import slack_fault
from bots.config.teams_checks import teams_fault
from bots.config.webhook_checks import webhook_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bots.config.setting_values import SettingField

PREFIX = "CERTDESK_"


class SettingsError(ValueError):
    """A setting is missing or wrong; the message says which one and what to set."""


class Settings(Struct, frozen=True, kw_only=True):
    """
    What Certdesk reads from the environment; each secret may also come from the file named by ``..._FILE``.

    What a setting means stands behind its type; docs/settings.md is made of it.
    """

    host: Annotated[str, "Address on which `certdesk serve` listens."] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535), "Port on which `certdesk serve` listens."] = 8080
    registries: Annotated[Path | None, "Path of the registries' TOML file; unset means the embedded sandbox."] = None
    database_url: Annotated[
        Secret, "Where Certdesk keeps what it must remember: a SQLite file, or postgresql://user:password@host/name."
    ] = Secret("sqlite:///certdesk.db")
    rounds: Annotated[
        bool, "`false`: `certdesk serve` only talks; `certdesk worker` runs the rounds and sends the notices."
    ] = True
    admin: Annotated[
        str | None, "Who is told when rounds do not run or messages cannot be sent, as `notify` shows it in the chat."
    ] = None
    canary: Annotated[
        str | None, "ID of a certificate whose notice must arrive; unset means one that ends every day."
    ] = None
    lease_seconds: Annotated[
        float, Meta(ge=5, le=3600), "Seconds that an attempt to send without an answer is left alone."
    ] = 60.0
    receipt_key: Annotated[
        Secret | None, "Key that signs receipts: what `certdesk receipt key` makes; unset means no receipts."
    ] = None
    slack_signing_secret: Annotated[
        Secret | None, "Slack signing secret: events, commands and clicks come over signed HTTP."
    ] = None
    slack_bot_token: Annotated[Secret | None, "Slack bot token (xoxb-…); turns the Slack bot on."] = None
    slack_app_token: Annotated[
        Secret | None, "Slack app-level token (xapp-…): Socket Mode, no public address needed."
    ] = None
    slack_client_id: Annotated[
        str | None, "Client ID of a Slack app that workspaces install themselves, in place of a bot token."
    ] = None
    slack_client_secret: Annotated[Secret | None, "Client secret of that Slack app."] = None
    public_url: Annotated[
        str | None, "https address under which people reach Certdesk; needed where workspaces install the app."
    ] = None
    token_key: Annotated[
        Secret | None, "Key that encrypts the workspaces' tokens, made by `certdesk db key`; after a comma, older ones."
    ] = None
    slack_strangers_see_names: Annotated[
        bool, "`true`: people of other organisations in shared channels see holders' names too."
    ] = False
    slack_work_objects: Annotated[
        bool,
        "`true`: certificate links are shown as Slack's Work Objects, which open in a pane of one's own; they are to "
        "be turned on in the app's settings first.",
    ] = False
    slack_api_url: Annotated[str, "Base of Slack's Web API; another one for peers and tests."] = (
        "https://slack.com/api/"
    )
    teams_app_id: Annotated[
        str | None, "Application (client) ID of the Teams bot's registration; turns the Teams bot on."
    ] = None
    teams_tenant_id: Annotated[str | None, "Directory (tenant) ID of that registration."] = None
    teams_app_secret: Annotated[
        Secret | None, "Client secret of the registration; or a certificate, or a managed identity."
    ] = None
    teams_certificate: Annotated[
        Path | None, "Path of a PEM file with the private key of the registration's certificate."
    ] = None
    teams_certificate_thumbprint: Annotated[
        str | None, "Thumbprint of that certificate in hex (SHA-1 or SHA-256), as the registration shows it."
    ] = None
    teams_managed_identity: Annotated[bool, "`true`: the machine's managed identity speaks for the bot."] = False
    teams_identity_url: Annotated[
        str, "Where the managed identity's tokens come from; on App Service the value of IDENTITY_ENDPOINT."
    ] = "http://169.254.169.254/metadata/identity/oauth2/token"
    teams_identity_header: Annotated[
        Secret | None, "On App Service and Container Apps: the value of IDENTITY_HEADER."
    ] = None
    teams_tenants: Annotated[
        str | None, "Tenants whose people may ask, separated by commas; unset means only the bot's own."
    ] = None
    teams_service_hosts: Annotated[str, "Hosts to which the Teams bot may answer, separated by commas."] = (
        "smba.trafficmanager.net, smba.infra.gcc.teams.microsoft.com, *.botframework.com"
    )
    teams_file_hosts: Annotated[
        str,
        "Hosts from which the Teams bot reads the files of its chat and to which it sends results, "
        "separated by commas.",
    ] = "*.sharepoint.com"
    teams_targeted_messages: Annotated[
        bool,
        "`true`: answers in Teams' channels and group chats are shown there, to the asker alone, where "
        "Teams takes that; `false`: always in the asker's own chat.",
    ] = True
    teams_openid_url: Annotated[
        str, "Metadata of the keys that the Bot Framework signs with; another one for tests."
    ] = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    teams_authority: Annotated[
        str, "Base of the address where the bot's own token comes from; another one for tests."
    ] = "https://login.microsoftonline.com/"
    teams_allow_anonymous: Annotated[
        bool, "`true`: local Teams peers may come without a token; only on loopback, only without credentials."
    ] = False
    ids_per_person: Annotated[int, Meta(ge=1), "How many certificates one person may ask about in ten minutes."] = 120
    ids_per_command: Annotated[int, Meta(ge=1), "How many certificates one command in a chat may name."] = 50
    ids_per_file: Annotated[
        int,
        Meta(ge=1, le=1000),
        "How many certificates one file in a chat may list, and one person's files in ten minutes.",
    ] = 1000
    mcp: Annotated[bool, "`true`: assistants may ask at /mcp, by tokens that `certdesk token create` makes."] = False
    webhook_url: Annotated[
        str | None, "https address of another system, which gets the verdicts that people send there, and notices."
    ] = None
    webhook_secret: Annotated[
        Secret | None,
        "Secret that signs what is sent there: made by `certdesk webhook secret`; after a comma, old ones.",
    ] = None
    webhook_name: Annotated[
        str, Meta(min_length=1, max_length=30), "What people call that system: the button says so."
    ] = "our system"
    webhook_organisations: Annotated[
        str | None, "Whose events it gets, like `slack:T024BE7LD`, separated by commas; unset means everybody's."
    ] = None
    webhook_private: Annotated[bool, "`true`: that address may be a private one, or on this machine."] = False
    log_format: Annotated[
        Literal["text", "json"], "How logs are written to standard error: `text` for people, `json` for collectors."
    ] = "text"
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        "From which level on Certdesk's own lines are logged; libraries' from WARNING on.",
    ] = "WARNING"
    otlp_url: Annotated[str | None, "Where traces are sent, as OTLP over HTTP: `certdesk[tracing]`."] = None
    support: Annotated[
        str | None, "Where people find help with Certdesk (a channel, an address, a page); the bots show it."
    ] = None
    pages: Annotated[Path | None, "Folder of your privacy policy and terms; unset means templates."] = None

    @classmethod
    def from_env(cls, **given: Any) -> Self:
        """
        Read the environment; ``given`` overrides it.

        Raises ``SettingsError`` naming the variable.
        """
        try:
            return checked(cls, _secret_texts() | _environment() | given)
        except WrongValueError as error:
            name = f"{PREFIX}{error.field.upper()}" if error.field else "The settings"
            raise SettingsError(f"{name}: {error}") from None

    def __post_init__(self) -> None:
        """Fail closed: half a configuration must not start, nor one that trusts the network or sends unsigned."""
        if fault := slack_fault(self) or teams_fault(self) or webhook_fault(self):
            raise ValueError(fault)

    @property
    def send_patience(self) -> float:
        """Seconds for one attempt to send: its lease must outlast it, or two processes could send at once."""
        return min(10.0, self.lease_seconds / 2)

    @property
    def anybody_is_served(self) -> bool:
        """Whether there is anybody who could ask: in a chat, or by an assistant."""
        return self.slack_is_on or self.teams_is_on or self.mcp

    @property
    def teams_is_on(self) -> bool:
        """Whether the Teams bot is configured, or open to local peers."""
        return self.teams_app_id is not None or self.teams_allow_anonymous

    @property
    def slack_is_on(self) -> bool:
        """Whether the Slack bot is configured."""
        return self.slack_bot_token is not None or self.slack_client_id is not None


def setting_fields() -> Mapping[str, SettingField]:
    """Return what each setting means, its default and whether it is secret, by its name without our prefix."""
    return fields_of(Settings)


def named_here() -> tuple[str, ...]:
    """Return the names of all our variables that the environment holds, and no value."""
    return tuple(sorted(name for name in os.environ if name.startswith(PREFIX)))  # noqa: TID251


def secret_files(further: Iterable[str] = ()) -> dict[str, Path]:
    """Return the files that the environment names for secrets, ours and ``further`` ones, by variable."""
    ours = [f"{PREFIX}{name.upper()}" for name, field in setting_fields().items() if field.is_secret]
    named = {f"{name}_FILE": os.environ.get(f"{name}_FILE") for name in (*ours, *further)}  # noqa: TID251
    return {name: Path(path) for name, path in named.items() if path}


def _environment() -> dict[str, str]:
    """Return what the environment sets, by the setting's name; what is empty is not set."""
    found = {name.upper(): value for name, value in os.environ.items()}  # noqa: TID251
    names = {name: f"{PREFIX}{name.upper()}" for name in Settings.__struct_fields__}
    return {name: found[variable] for name, variable in names.items() if found.get(variable)}


def _secret_texts() -> dict[str, str]:
    """Read ``CERTDESK_X`` from the file that ``CERTDESK_X_FILE`` names, as container platforms mount secrets."""
    found = {}
    for variable, path in secret_files().items():
        try:
            found[variable.removeprefix(PREFIX).removesuffix("_FILE").lower()] = path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{variable} names a file that cannot be read.") from error
    return {name: text for name, text in found.items() if text}
