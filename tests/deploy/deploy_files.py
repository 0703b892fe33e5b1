"""What the tests of `deploy/` share."""

import re
import tomllib
from pathlib import Path

from bots.config.settings import PREFIX, setting_fields

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SECRETS = {f"{PREFIX}{name.upper()}" for name, field in setting_fields().items() if field.is_secret}
SETTINGS = {f"{PREFIX}{name.upper()}" for name in setting_fields()}
REGISTRIES = tomllib.loads((DEPLOY / "registries.example.toml").read_text(encoding="utf-8"))["registries"]
KEYS = {table["key_env"] for table in REGISTRIES.values() if "key_env" in table}
AZURE_S = {"CERTDESK_TEAMS_IDENTITY_HEADER"}  # Azure's own hosts give it to a process; elsewhere there is none
NAMES = SETTINGS | {f"{name}_FILE" for name in SECRETS | KEYS}


def names_in(text):
    return set(re.findall(rf"\b{PREFIX}[A-Z][A-Z_]*[A-Z]\b", text))


def texts():
    """Every text below `deploy/`, by its path."""
    for path in sorted(DEPLOY.rglob("*")):
        if path.is_file() and path.suffix not in {".txt", ".png", ".zip", ".js", ".css", ".woff2"}:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
