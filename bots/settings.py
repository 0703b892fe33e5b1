"""
The only reader of the environment: every setting, its meaning, and what must not be left half set.

pydantic-settings was taken because it reads environment and types in one declaration and masks secrets.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

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
    slack_signing_secret: SecretStr | None = Field(
        None, description="Slack signing secret: events, commands and clicks come over signed HTTP."
    )
    slack_bot_token: SecretStr | None = Field(None, description="Slack bot token (xoxb-…); turns the Slack bot on.")
    slack_app_token: SecretStr | None = Field(
        None, description="Slack app-level token (xapp-…): Socket Mode, no public address needed."
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", description="Base of Slack's Web API; another one for peers and tests."
    )
    ids_per_person: int = Field(120, ge=1, description="How many certificates one person may ask about in ten minutes.")
    ids_per_command: int = Field(50, ge=1, description="How many certificates one command in a chat may name.")
    support: str | None = Field(
        None, description="Where people find help with Certdesk (a channel, an address, a page); the bots show it."
    )

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
        token, secret, app_token = self.slack_bot_token, self.slack_signing_secret, self.slack_app_token
        if token is None and (secret is not None or app_token is not None):
            raise ValueError("CERTDESK_SLACK_BOT_TOKEN is missing: set it to the bot token (xoxb-…) of the Slack app.")
        if token is not None and secret is None and app_token is None:
            raise ValueError(
                "CERTDESK_SLACK_SIGNING_SECRET is missing: set it to the Slack app's signing secret, or set "
                "CERTDESK_SLACK_APP_TOKEN to use Socket Mode instead."
            )
        return self

    @property
    def slack_is_on(self) -> bool:
        """Whether the Slack bot is configured."""
        return self.slack_bot_token is not None


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads ``CERTDESK_X`` from the file that ``CERTDESK_X_FILE`` names, as container platforms mount secrets."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        import os  # noqa: PLC0415

        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")  # noqa: TID251
        if not path or field.annotation != SecretStr | None:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None, field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{PREFIX}{field_name.upper()}_FILE names a file that cannot be read.") from error

    def __call__(self) -> dict[str, Any]:
        values = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in values.items() if value is not None}
