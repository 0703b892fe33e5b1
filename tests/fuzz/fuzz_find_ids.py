"""
Feeds find_ids with bytes of atheris' choosing: ``python tests/fuzz/fuzz_find_ids.py -max_total_time=60``.

It must never raise, every result must parse to itself, and no ID may hold a letter or digit that the text does not.
"""

from __future__ import annotations

import html
import importlib
import json
import sys
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import unquote

SEEDS = Path(__file__).parents[1] / "verifier_client" / "ids_own.jsonl"
HOST = "badges.school.example"
PREFIXES = ("https://www.credly.com/badges/", "https://www.credly.com/go/", f"https://{HOST}/public/assertions/")


def check(text: str) -> None:
    """Read ``text`` and hold what comes out against what went in."""
    from verifier_client.id_extraction.identifiers import CertificateId, find_ids, read_text

    ids = find_ids(text, badge_hosts=[HOST])
    reading = read_text(text, badge_hosts=[HOST])
    assert reading.ids == ids
    written = characters_of(text)
    for certificate in ids:
        assert CertificateId.parse(str(certificate), badge_hosts=[HOST]) == certificate
        assert find_ids(f"({certificate})", badge_hosts=[HOST]) == (certificate,)
        invented = set(own_part(str(certificate)).casefold()) - written - {"-"}
        assert not invented, f"{certificate} from {text!a}"


def own_part(canonical: str) -> str:
    """Give the ID without the part of a badge link that is always the same."""
    for prefix in PREFIXES:
        canonical = canonical.removeprefix(prefix)
    return canonical


def characters_of(text: str) -> set[str]:
    """Give every character that decoding can find in ``text``."""
    decoded = html.unescape(text)
    return set(unicodedata.normalize("NFKC", text + decoded + unquote(decoded)).casefold())


def main() -> None:
    """Run atheris, seeded with our own set."""
    atheris = importlib.import_module("atheris")  # wanted only here, and it has no stubs

    with atheris.instrument_imports(
        include=["verifier_client.id_extraction", "verifier_client.id_extraction.identifiers"]
    ):
        importlib.import_module("verifier_client.id_extraction.identifiers")

    corpus = Path(tempfile.mkdtemp(prefix="fuzz_find_ids."))
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        (corpus / item["id"]).write_text(item["text"], encoding="utf-8")

    def one(data: bytes) -> None:
        check(data.decode("utf-8", "replace"))

    atheris.Setup([*sys.argv, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
