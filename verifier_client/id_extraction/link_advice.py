"""
What to say of a badge link that cannot be read: what is wrong with it, and what to send instead.

Nothing is fetched, and nothing is guessed from the link: a page for people does not say which badge it shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

_LINK = re.compile(r"https?://[^\s<>|\"']{1,2000}", re.IGNORECASE)
_CREDLY = frozenset({"credly.com", "www.credly.com", "api.credly.com", "youracclaim.com", "www.youracclaim.com"})
_SEND = "Send the address of the one badge, like https://www.credly.com/badges/... with the number at its end."


class _Shape(NamedTuple):
    """A page for people: where it lies, what it is, and what to send instead."""

    path: re.Pattern[str]
    advice: str


_CREDLY_SHAPES = (
    _Shape(
        re.compile(r"/(api/)?v1/obi/v3/"),
        "This is the address of an Open Badge 3.0, which is proven by its signature. "
        "Send the badge's file: on its page, Share, then Download, as JSON or as a picture.",
    ),
    _Shape(re.compile(r"/users/"), f"This is a person's page with all of their badges. {_SEND}"),
    _Shape(re.compile(r"/org/|/organizations/"), f"This is an organisation's page. {_SEND}"),
    _Shape(re.compile(r"/(earner/)?(mgmt|dashboard|earned)"), f"This page is seen by the badge's owner only. {_SEND}"),
    _Shape(re.compile(r"/badges/|/badge_assertions/"), f"The badge's number is not complete. {_SEND}"),
)
_BADGE_PAGES = (
    _Shape(
        re.compile(r"/public/(badges|issuers|collections)/"),
        "This page shows a kind of badge, an issuer or a collection, and not one person's badge. "
        "Send the badge's own link, with /public/assertions/ in it.",
    ),
    _Shape(
        re.compile(r"/backpack/|/recipient/|/earned/"),
        "This page is seen by the badge's owner only. Ask for the link that the owner shares, with /public/assertions/ "
        "in it, or for the badge itself as a file.",
    ),
    _Shape(
        re.compile(r"/badges/(badge|mybadges|view|overview|external|badgeclass)\.php|/badges/badge_json\.php"),
        "This is a page of Moodle for people. Ask for the badge itself: the picture that Moodle lets people download.",
    ),
)
_UNKNOWN_HOST = (
    "This looks like a badge on {host}, which is not one of the badge hosts that are asked here. "
    "Ask for the badge itself (the picture or the JSON file), or have that host added to the registries."
)
_CUT_OFF = "The badge's number is not complete in this link: copy the whole address."
_MOODLE = re.compile(r"/badges/(json/)?assertion\.php$|/badges/badge\.php$")


def is_moodle(link: str) -> bool:
    """Say whether an address is that of a badge in a Moodle: its page, or the assertion itself."""
    parts = _parts(link)
    return parts is not None and _MOODLE.search(parts.path) is not None


def link_advice(text: str, *, badge_hosts: Collection[str] = ()) -> str | None:
    """
    Return a sentence about the first link of a text that looks like a badge and cannot be read as one.

    Args:
        text: The text.
        badge_hosts: The configured hosts, in small letters, with port where they have one.

    Returns:
        None when no link looks like a badge.
    """
    for found in _LINK.finditer(text):
        parts = _parts(found[0])
        advice = _advice(found[0], parts, badge_hosts) if parts is not None else None
        if advice is not None:
            return advice
    return None


def _advice(link: str, parts: SplitResult, badge_hosts: Collection[str]) -> str | None:
    host = parts.netloc.lower()
    if host in _CREDLY:
        return next((shape.advice for shape in _CREDLY_SHAPES if shape.path.match(parts.path)), None)
    if "badg" not in link.lower() and host not in badge_hosts:
        return None
    for shape in _BADGE_PAGES:
        if shape.path.search(parts.path):
            return shape.advice
    if "/public/assertions/" in parts.path or is_moodle(link):
        return _CUT_OFF if host in badge_hosts else _UNKNOWN_HOST.format(host=host)
    return None


def _parts(link: str) -> SplitResult | None:
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return parts if parts.hostname and parts.username is None else None
