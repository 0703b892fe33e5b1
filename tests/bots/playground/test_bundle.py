"""What the page draws with was bundled once: it is what the lock names, free to use, and listed completely."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "bots/playground/static/vendor"
SOURCE = ROOT / "deploy/playground"
FREE = {"MIT", "ISC", "BSD-2-Clause"}


def listed():
    """Name, version and licence of every part; of what a part carries inside itself there is no version."""
    head = (VENDOR / "THIRD-PARTY.txt").read_text(encoding="utf-8").split("=" * 72)[0]
    return re.findall(r"^  (\S+) (\S+) \(([^)]+)\)$", head, re.MULTILINE)


def test_every_part_is_under_a_licence_that_asks_for_nothing_but_its_text():
    text = (VENDOR / "THIRD-PARTY.txt").read_text(encoding="utf-8")

    assert len(listed()) > 50
    assert set() == {licence for *_, licence in listed()} - FREE
    assert "@yozora/parser" in text
    assert "carries no licence file" not in text
    assert text.count("=" * 72) == len(listed()) + 1


def test_every_part_has_the_version_of_the_lock_and_the_lock_names_no_host():
    raw = (SOURCE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(raw)["packages"]
    locked = {path.rpartition("node_modules/")[2]: each for path, each in packages.items() if path}

    assert [] == [part for part in listed() if locked[part[0]]["version"] != part[1]]
    assert all(each["integrity"].startswith("sha512-") for each in locked.values())
    assert not re.search(r"https?:|resolved|registry", raw)


def test_what_is_wanted_is_pinned_exactly_and_is_what_was_bundled():
    wanted = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))
    versions = {name: version for name, version, _ in listed()}

    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+", each) for each in (wanted["dependencies"] | wanted["devDependencies"]).values()
    )
    assert wanted["dependencies"] == {name: versions[name] for name in wanted["dependencies"]}


def test_the_bundle_was_made_of_the_sources_as_they_are_here():
    sources = b"".join((SOURCE / name).read_bytes() for name in ("renderers.jsx", "nothing.js", "package-lock.json"))
    with (VENDOR / "renderers.js").open(encoding="utf-8") as bundle:
        banner = bundle.readline()

    assert hashlib.sha256(sources).hexdigest() in banner, "run deploy/playground/bundle.sh"
