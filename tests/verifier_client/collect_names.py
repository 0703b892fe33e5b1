"""
Writes verifier_client/name_matching/data/established.txt from the name lists of Faker (MIT).

Run it by hand: `uv run --with faker python tests/verifier_client/collect_names.py`.
"""

import importlib
import pkgutil
import textwrap
from pathlib import Path

import faker
import faker.providers.person as providers

from verifier_client.name_matching.letters import plain
from verifier_client.name_matching.scripts import CYRILLIC, GREEK, LATIN, latin_spellings, scripts_of

TARGET = Path(__file__).parents[2] / "verifier_client/name_matching/data/established.txt"
IBERIAN = ("es_", "pt_")
ODD = "en"  # every name given to a child in the United States, among them many family names
HEAD = """\
# Given and family names in use, folded to plain letters: to tell a slip of the pen from another name.
# Collected by tests/verifier_client/collect_names.py from Faker {version}, Copyright (c) 2012 Daniele Faraglia
# and contributors, MIT licence: https://github.com/joke2k/faker/blob/master/LICENSE.txt
"""


def main() -> None:
    """Read every locale of Faker and write the three shelves."""
    collections: dict[str, set[str]] = {"given": set(), "family": set(), "iberian": set()}
    odd: set[str] = set()
    for module in pkgutil.iter_modules(providers.__path__):
        provider = importlib.import_module(f"{providers.__name__}.{module.name}").Provider
        for kind in dir(provider):
            names = getattr(provider, kind)
            if "name" not in kind or "format" in kind or "language" in kind or "prefix" in kind:
                continue
            if not isinstance(names, (tuple, list, dict)):
                continue
            given = kind.startswith(("first", "middle"))
            folded = {word for name in names if isinstance(name, str) for word in fold(name)}
            target = odd if given and module.name == ODD else collections["given" if given else "family"]
            target |= folded
            if not given and module.name.startswith(IBERIAN):
                collections["iberian"] |= folded
    collections["given"] |= odd - collections["family"]
    text = HEAD.format(version=faker.VERSION)
    for name, words in collections.items():
        text += f"\n[{name}]\n" + textwrap.fill(" ".join(sorted(words)), 118) + "\n"
    TARGET.write_text(text, encoding="utf-8")


def fold(name: str) -> set[str]:
    """The plain Latin spellings of a name that a standard table gives."""
    found = scripts_of(name)
    if " " in name or len(found) != 1 or not found <= {LATIN, CYRILLIC, GREEK}:
        return set()
    spelled = {plain(spelling) for spelling in latin_spellings(name)}
    return {word for word in spelled if word.isascii() and len(word) > 1}


if __name__ == "__main__":
    main()
