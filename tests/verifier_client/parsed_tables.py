"""
Tables of the package as JSON: ``python -m tests.verifier_client.parsed_tables`` writes them.

People write the sandbox's register and the registries' presets in TOML; parsing it took a tenth of a cold ``verify``.
"""

import json
import tomllib
from pathlib import Path

import verifier_client
from verifier_client.registries.presets import TABLES
from verifier_client.sandbox.register import PARSED

ROOT = Path(verifier_client.__file__).parent
REGISTER = ROOT / "sandbox" / "register.toml"
PRESETS = ROOT / "registries" / "presets"


def made():
    """Return for each file of JSON its content."""
    presets = {path.stem: _table(path) for path in sorted(PRESETS.glob("*.toml"))}
    return {PARSED: _written(_table(REGISTER)), TABLES: _written(presets)}


def _table(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _written(some):
    """Return tables as JSON, one a line; days as ISO 8601 writes them."""
    lines = (f"{json.dumps(name)}: {json.dumps(each, ensure_ascii=False, default=str)}" for name, each in some.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    for file, content in made().items():
        file.write_text(content, encoding="utf-8")
