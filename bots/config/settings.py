"""
The only reader of the environment: every setting, its meaning, and what must not be left half set.

pydantic-settings was taken because it reads environment and types in one declaration and masks secrets.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bots.config.slack_checks import slack_fault
from bots.config.teams_checks import teams_fault
from bots.config.webhook_checks import webhook_fault

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX = "CERTDESK_"


class SettingsError(ValueError):
    """A setting is missing or wrong; the message says which one and what to set."""


class Settings(BaseSettings):
    """What Certdesk reads from the environment; each secret may also come from the file named by ``..._FILE``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address on which `certdesk serve` listens.")
    port: int = Field(8080, ge=0, le=65535, description="Port on which `certdesk serve` listens.")
    registries: Path | None = Field(
        None, description="Path of the registries' TOML file; unset means the embedded sandbox."
    )
    database_url: SecretStr = Field(
        SecretStr("sqlite:///certdesk.db"),
        description="Where Certdesk keeps what it must remember: a SQLite file, or postgresql://user:password@host/name.",
    )
    rounds: bool = Field(
        default=True,
        description="`false`: `certdesk serve` only talks; `certdesk worker` runs the rounds and sends the notices.",
    )
    admin: str | None = Field(
        None,
        description="Who is told when rounds do not run or messages cannot be sent, as `notify` shows it in the chat.",
    )
    canary: str | None = Field(
        None, description="ID of a certificate whose notice must arrive; unset means one that ends every day."
    )
    lease_seconds: float = Field(
        60.0, ge=5, le=3600, description="Seconds that an attempt to send without an answer is left alone."
    )
    receipt_key: SecretStr | None = Field(
        None, description="Key that signs receipts: what `certdesk receipt key` makes; unset means no receipts."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="Slack signing secret: events, commands and clicks come over signed HTTP."
    )
    slack_bot_token: SecretStr | None = Field(None, description="Slack bot token (xoxb-…); turns the Slack bot on.")
    slack_app_token: SecretStr | None = Field(
        None, description="Slack app-level token (xapp-…): Socket Mode, no public address needed."
    )
    slack_client_id: str | None = Field(
        None, description="Client ID of a Slack app that workspaces install themselves, in place of a bot token."
    )
    slack_client_secret: SecretStr | None = Field(None, description="Client secret of that Slack app.")
    public_url: str | None = Field(
        None, description="https address under which people reach Certdesk; needed where workspaces install the app."
    )
    token_key: SecretStr | None = Field(
        None,
        description="Key that encrypts the workspaces' tokens, made by `certdesk db key`; after a comma, older ones.",
    )
    slack_strangers_see_names: bool = Field(
        default=False, description="`true`: people of other organisations in shared channels see holders' names too."
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", description="Base of Slack's Web API; another one for peers and tests."
    )
    teams_app_id: str | None = Field(
        None, description="Application (client) ID of the Teams bot's registration; turns the Teams bot on."
    )
    teams_tenant_id: str | None = Field(None, description="Directory (tenant) ID of that registration.")
    teams_app_secret: SecretStr | None = Field(
        None, description="Client secret of the registration; or a certificate, or a managed identity."
    )
    teams_certificate: Path | None = Field(
        None, description="Path of a PEM file with the private key of the registration's certificate."
    )
    teams_certificate_thumbprint: str | None = Field(
        None, description="Thumbprint of that certificate in hex (SHA-1 or SHA-256), as the registration shows it."
    )
    teams_managed_identity: bool = Field(
        default=False, description="`true`: the machine's managed identity speaks for the bot."
    )
    teams_identity_url: str = Field(
        "http://169.254.169.254/metadata/identity/oauth2/token",
        description="Where the managed identity's tokens come from; on App Service the value of IDENTITY_ENDPOINT.",
    )
    teams_identity_header: SecretStr | None = Field(
        None, description="On App Service and Container Apps: the value of IDENTITY_HEADER."
    )
    teams_tenants: str | None = Field(
        None, description="Tenants whose people may ask, separated by commas; unset means only the bot's own."
    )
    teams_service_hosts: str = Field(
        "smba.trafficmanager.net, smba.infra.gcc.teams.microsoft.com, *.botframework.com",
        description="Hosts to which the Teams bot may answer, separated by commas.",
    )
    teams_file_hosts: str = Field(
        "*.sharepoint.com",
        description="Hosts from which the Teams bot reads the files of its chat and to which it sends results, "
        "separated by commas.",
    )
    teams_targeted_messages: bool = Field(
        default=True,
        description="`true`: answers in Teams' channels and group chats are shown there, to the asker alone, where "
        "Teams takes that; `false`: always in the asker's own chat.",
    )
    teams_openid_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Metadata of the keys that the Bot Framework signs with; another one for tests.",
    )
    teams_authority: str = Field(
        "https://login.microsoftonline.com/",
        description="Base of the address where the bot's own token comes from; another one for tests.",
    )
    teams_allow_anonymous: bool = Field(
        default=False,
        description="`true`: local Teams peers may come without a token; only on loopback, only without credentials.",
    )
    ids_per_person: int = Field(120, ge=1, description="How many certificates one person may ask about in ten minutes.")
    ids_per_command: int = Field(50, ge=1, description="How many certificates one command in a chat may name.")
    ids_per_file: int = Field(
        1000,
        ge=1,
        le=1000,
        description="How many certificates one file in a chat may list, and one person's files in ten minutes.",
    )
    mcp: bool = Field(
        default=False,
        description="`true`: assistants may ask at /mcp, by tokens that `certdesk token create` makes.",
    )
    webhook_url: str | None = Field(
        None,
        description="https address of another system, which gets the verdicts that people send there, and notices.",
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="Secret that signs what is sent there: made by `certdesk webhook secret`; after a comma, old ones.",
    )
    webhook_name: str = Field(
        "our system", min_length=1, max_length=30, description="What people call that system: the button says so."
    )
    webhook_organisations: str | None = Field(
        None,
        description="Whose events it gets, like `slack:T024BE7LD`, separated by commas; unset means everybody's.",
    )
    webhook_private: bool = Field(
        default=False, description="`true`: that address may be a private one, or on this machine."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How logs are written to standard error: `text` for people, `json` for collectors."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="From which level on Certdesk's own lines are logged; libraries' from WARNING on."
    )
    otlp_url: str | None = Field(None, description="Where traces are sent, as OTLP over HTTP: `certdesk[tracing]`.")
    support: str | None = Field(
        None, description="Where people find help with Certdesk (a channel, an address, a page); the bots show it."
    )

    pages: Path | None = Field(None, description="Folder of your privacy policy and terms; unset means templates.")

    @classmethod
    def from_env(cls, **given: Any) -> Self:
        """
        Read the environment; ``given`` overrides it.

        Raises ``SettingsError`` naming the variable.
        """
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            where = "_".join(str(part) for part in first["loc"]).upper()
            name = where if where.startswith(PREFIX) else f"{PREFIX}{where}" if where else "The settings"
            raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env files: what runs is what is set
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - ..._FILE says where instead
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Look at what is given first, then at the environment, then at the files that it names."""
        return init_settings, env_settings, _SecretFiles(settings_cls)

    @model_validator(mode="after")
    def _slack_is_whole(self) -> Self:
        """Fail closed: half a configuration must not start."""
        if fault := slack_fault(self):
            raise ValueError(fault)
        return self

    @model_validator(mode="after")
    def _teams_is_whole(self) -> Self:
        """Fail closed: no Teams bot without app id, tenant and one credential, and none that trusts the network."""
        if fault := teams_fault(self):
            raise ValueError(fault)
        return self

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        """Fail closed: nothing is sent unsigned, unencrypted, or for organisations that nobody named."""
        if fault := webhook_fault(self):
            raise ValueError(fault)
        return self

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


def named_here() -> tuple[str, ...]:
    """Return the names of all our variables that the environment holds, and no value."""
    import os  # noqa: PLC0415

    return tuple(sorted(name for name in os.environ if name.startswith(PREFIX)))  # noqa: TID251


def secret_files(further: Iterable[str] = ()) -> dict[str, Path]:
    """Return the files that the environment names for secrets, ours and ``further`` ones, by variable."""
    import os  # noqa: PLC0415

    ours = [
        f"{PREFIX}{name.upper()}"
        for name, field in Settings.model_fields.items()
        if field.annotation in {SecretStr, SecretStr | None}
    ]
    named = {f"{name}_FILE": os.environ.get(f"{name}_FILE") for name in (*ours, *further)}  # noqa: TID251
    return {name: Path(path) for name, path in named.items() if path}


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads ``CERTDESK_X`` from the file that ``CERTDESK_X_FILE`` names, as container platforms mount secrets."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        import os  # noqa: PLC0415

        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")  # noqa: TID251
        if not path or field.annotation not in {SecretStr, SecretStr | None}:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None, field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{PREFIX}{field_name.upper()}_FILE names a file that cannot be read.") from error

    def __call__(self) -> dict[str, Any]:
        values = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in values.items() if value is not None}
