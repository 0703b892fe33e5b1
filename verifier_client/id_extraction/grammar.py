"""
Finds IDs in normalised text: the four shapes, their separators, and what may stand beside them (rules 4 to 6).

Candidates come from one pattern without unbounded repetition; what a pattern cannot say is checked by hand after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier_client.id_extraction.boundaries import digits_follow, stands_alone
from verifier_client.id_extraction.characters import EDGE
from verifier_client.id_extraction.late_pattern import late_pattern as pattern
from verifier_client.id_extraction.normalise import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier_client.id_extraction.normalise import Plain


Match = tuple[Span, str]
"""Where an ID was read, and its canonical form."""


def matches(plain: Plain, badge_hosts: frozenset[str] = frozenset()) -> Iterator[Match]:
    """
    Yield the IDs of a text from left to right, repeated ones too.

    Args:
        plain: The normalised text.
        badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.
    """
    pattern, at = _pattern(badge_hosts) if "/" in plain.text else _numbers(in_lines=_BREAKS.isdisjoint(plain.text)), 0
    while found := pattern.search(plain.text, at):
        canonical = _canonical(found, plain)
        at = found.end() if canonical or found["authority"] else found.start() + 1
        if canonical:
            yield Span(*found.span()), canonical


_BREAK = r"(?:\r\n|[\n-\r])(?: ?>){0,16} {0,2}"
_BREAKS = frozenset("\n\v\f\r")
_SEPARATOR = rf"(?: {{0,2}}- {{0,2}}(?:{_BREAK})?| {{0,2}}{_BREAK}-| {{1,2}})"
_IN_LINE = "(?: {0,2}- {0,2}| {1,2})"
"""The same where the text has no line break: with the whole one the pattern takes longer to compile than to use."""
KEPT_BADGE = "BADGE-[0-9A-HJKMNP-TV-Z]{16}"
_YEAR = "20[2-9][0-9]"
_NUMBERS = rf"""(?:
    (?P<pai>(?:AIDA|AIMA|CPAP|CPAA)~{_YEAR}~[A-Z0-9]{{4,8}})
    |(?P<aipa>AIPA~[A-Z]{{2,6}}~{_YEAR}~[A-Z0-9]{{6}})
    |(?P<kept>{KEPT_BADGE})
    |(?P<pecb>[A-Z]{{2,6}}[0-9]{{7}}~{_YEAR}~(?:0[1-9]|1[0-2]))
    )(?![A-Z0-9])"""
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_CREDLY = rf"""(?P<credly>(?:
    (?:(?:www\.)?(?:credly|youracclaim)\.com/badges
    |(?:www\.credly\.com/api|api\.credly\.com(?:/api)?)/v1/obi/v2/badge_assertions)/(?P<uuid>{_UUID})
    |(?:www\.)?credly\.com/go/(?P<token>[a-z0-9]{{1,64}}(?:[-_][a-z0-9]{{1,64}}){{0,8}})(?!\.\.\.|…)
    ))(?![-_]?[a-z0-9])"""
_BADGE = r"""|(?P<badge>(?P<host>{hosts})/public/assertions/
    (?P<assertion>[a-z0-9_-]{{8,64}}))(?![a-z0-9_-])
    |(?P<moodle>(?P<site>{hosts})(?P<folder>(?:/[a-z0-9._~-]{{1,40}}){{0,2}})/badges/
    (?:badge\.php\?hash=|(?:json/)?assertion\.php\?(?:obversion=[a-z0-9.]{{1,4}}&)?b=)
    (?P<hash>[a-z0-9]{{16,64}}))(?![a-z0-9])"""
"""Badgr's addresses, and Moodle's, of which the page for people and the assertion have the same number."""
_AUTHORITY = "|(?P<authority>https?://[a-z0-9.@:-]*)"
_FLAGS = re.ASCII | re.IGNORECASE | re.VERBOSE


@lru_cache(maxsize=2)
def _numbers(*, in_lines: bool) -> re.Pattern[str]:
    """Return the pattern for a text without a slash, which holds no link: it is short, so that a first use is quick."""
    numbers = _numbers_parted_by(_IN_LINE if in_lines else _SEPARATOR)
    return re.compile(rf"(?<![A-Z0-9]){numbers}(?P<authority>(?!))?", _FLAGS)


@lru_cache(maxsize=8)
def _pattern(badge_hosts: frozenset[str]) -> re.Pattern[str]:
    hosts = "|".join(re.escape(host.lower()) for host in sorted(badge_hosts))
    badge = _BADGE.format(hosts=hosts) if hosts else ""
    numbers = _numbers_parted_by(_SEPARATOR)
    return re.compile(f"(?<![A-Z0-9])(?:{numbers}|(?P<scheme>https?://)?(?:{_CREDLY}{badge})){_AUTHORITY}", _FLAGS)


def _numbers_parted_by(separator: str) -> str:
    return _NUMBERS.replace("~", separator.replace(" ", "[ ]"))


def _canonical(found: re.Match[str], plain: Plain) -> str | None:
    """Return the canonical form of a candidate, or None when the rules forbid it where it stands."""
    span = Span(*found.span())
    if found["authority"] is not None or not stands_alone(plain.text, span):
        return None
    if found.lastgroup in {"pai", "aipa", "pecb", "kept"}:
        return _number(found, plain.text)
    if not _is_link(found, plain):
        return None
    if found.lastgroup == "badge":
        return f"https://{found['host'].lower()}/public/assertions/{found['assertion']}"
    if found.lastgroup == "moodle":
        return f"https://{found['site'].lower()}{found['folder']}/badges/badge.php?hash={found['hash']}"
    if found["uuid"]:
        return f"https://www.credly.com/badges/{found['uuid'].lower()}"
    return f"https://www.credly.com/go/{found['token']}"


_JOINTS = pattern("([^A-Za-z0-9]+)")
_AIPA_BEFORE = pattern(rf"(?<![A-Z0-9])AIPA{_SEPARATOR}\Z", re.ASCII | re.IGNORECASE)


def _number(found: re.Match[str], text: str) -> str | None:
    parts = _JOINTS.split(found[0])
    loose = any(joint != "-" for joint in parts[1::2])
    if loose and not _unambiguous(parts[-1], text, found.end()):
        return None
    before = text[max(0, found.start() - 48) : found.start()]
    if found["pai"] and "aipa" in before.lower() and _AIPA_BEFORE.search(before):
        return None
    return "-".join(parts[::2]).upper()


def _unambiguous(suffix: str, text: str, end: int) -> bool:
    """Rule 5: loose separators want a suffix with a digit that is no year, and no digits after it."""
    if suffix.isalpha() or (len(suffix) == 4 and suffix.isdigit() and "1900" <= suffix <= "2099"):
        return False
    return not digits_follow(text, end)


def _is_link(found: re.Match[str], plain: Plain) -> bool:
    """Rule 6: the host is really the link's host, not part of another host, user info or another link's path."""
    start = found.start()
    before = plain.text[max(0, start - 2) : start]
    if found["scheme"]:
        return not before.endswith("+")
    if _inside_link(start, plain):
        return False
    if before == "//":
        return start == 2 or plain.text[start - 3] in _BEFORE_SLASHES
    return not before or before[-1] not in "@./\\%&?#"


_BEFORE_SLASHES = " \n\r\t\"'(<[|" + EDGE


def _inside_link(start: int, plain: Plain) -> bool:
    index = bisect_right(plain.links, start, key=lambda link: link.start) - 1
    return index >= 0 and plain.links[index].start < start < plain.links[index].end
