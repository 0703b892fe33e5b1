"""Finds what was offered as a certificate's ID and is outside the grammar; reported as written, never repaired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Callable

_DASH = r"\-\u2010-\u2015\u2212"
_NUMBER = pattern(
    rf"(?<![\w@#/.:{_DASH}])(?=[\w{_DASH}./]*\d)[^\W\d_][\w]*(?:[{_DASH}_/.]\w+)*(?![\w@]|[{_DASH}]\w)", re.UNICODE
)
_BARE_UUID = pattern(r"(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])", re.IGNORECASE)
_PREFIXES = (
    "AIDA",
    "AIMA",
    "CPAP",
    "CPAA",
    "AIPA",
    "CAIP",
    "CAIS",
    "CAIG",
    "CAIM",
    "CAIA",
    "CVAE",
    "CAIBP",
    "CAE",
    "CAI",
)
_TICKETS = frozenset(
    [
        "REQ",
        "JIRA",
        "JOB",
        "TICKET",
        "TCK",
        "INC",
        "CHG",
        "CASE",
        "HR",
        "PO",
        "INV",
        "SO",
        "RFC",
        "ISO",
        "IEC",
        "EN",
        "DIN",
        "NIST",
        "SOC",
        "CVE",
        "BUG",
        "TASK",
        "TT",
        "SR",
        "CR",
        "PRJ",
        "PROJ",
        "OPS",
        "DEV",
        "IT",
        "VAC",
        "POS",
        "RITM",
        "SCTASK",
        "R",
        "JR",
        "ID",
        "NO",
        "NR",
        "REF",
        "COVID",
        "GPT",
        "GDPR",
        "Q",
        "FY",
        "KW",
        "CW",
        "V",
        "H",
        "P",
        "B",
        "ROLE",
        "STELLE",
        "CAND",
        "C",
        "A1",
        "SEC",
        "SUP",
        "CS",
        "BEWERBUNG",
        "KD",
    ]
)
_PATTERN_YEARS = ("YYYY-", "yyyy-", "JJJJ-", "AAAA-", "-X", "-N", "-#", "-xxx", "-nnn")
_PLACEHOLDER = pattern(
    r"(?<![\w-])(?:AIDA|AIMA|CPAP|CPAA|AIPA)(?:-[A-Z]{2,6})?-(?:(?:YYYY|JJJJ|AAAA|XXXX|NNNN|####)-[A-Z0-9#]{4,8}|20\d\d-([XN#])\1{3,7})"
    r"(?![\w-])",
    re.IGNORECASE,
)
_OPEN = pattern(r"(?<![\w-])(?:AIDA|AIMA|CPAP|CPAA|AIPA)-(?:[A-Z]{2,6}-)?20\d\d-(?:[?*_]{2,8}|\u2026+)", re.IGNORECASE)
_OTHER_ISSUERS = pattern(
    r"(?<![\w-])(?:CISSP|CISM|CISA|CRISC|CCSP|CEH|OSCP|CCNA|CCNP|CCIE|PMP|CAPM|PRINCE2|ITIL|PSM|CSM|CFA|CPA|RHCSA|RHCE|CKA|"
    r"CKAD|ISTQB|CTFL|TOGAF|CIPP|CIPM|AIGP|Accredible|Certiport|Coursera|Udacity|Udemy|PeopleCert|CertNexus|IAPP|ISACA|"
    r"EXIN|DEKRA|BCS)(?:\s+(?:no\.?|nr\.?|id|number|\u2116))?\s*[:#]?\s*\d{4,12}(?![\w-])"
)
"""Certificates of other issuers, written as their letters or the issuer's name and a number."""
_OTHER_CODES = (
    "CIS", "CRISC", "CCSP", "CEH", "OSCP", "CCN", "CCIE", "PMP", "CAPM", "PRINCE2", "ITIL", "PSM", "CSM", "CFA", "CPA",
    "RHC", "CKA", "ISTQB", "CTFL", "TOGAF", "CIP", "AIGP", "Accredible", "Certiport", "Coursera", "Udacity", "Udemy",
    "PeopleCert", "CertNexus", "IAPP", "ISACA", "EXIN", "DEKRA", "BCS",
)  # fmt: skip
"""Their letters, or how they begin: without one of these the pattern is not looked at."""
_PARTS = pattern(rf"[{_DASH}_/.]+")
_BADGE_HOSTS = pattern(
    r"(?:https?://)?(?:www\.|api\.|app\.)?(?:credly\.com/(?:badges?|go|users/[^/]+/badges)\b|youracclaim\.com/|badgr\.(?:com|io)/"
    r"|credential\.net/|credsverse\.com/|openbadgepassport\.com/|badgecert\.com/|certificates?\.)",
    re.IGNORECASE,
)
_LOOKALIKE = str.maketrans("01l|\u0410\u0406\u0421\u0420\u0415\u039c\u041c\u0391\u0399\u03a1\u0395", "OIIIAICPEMMAIPE")


def is_unread_link(target: str) -> bool:
    """Say whether a link without a readable ID was meant as a badge."""
    return _BADGE_HOSTS.match(target) is not None


_DIGITS_FIRST = pattern(rf"(?<![\w@#/.:{_DASH}])\d[\w]*(?:[{_DASH}_/]\w+){{2,5}}(?![\w@]|[{_DASH}]\w)")
_MONTHS = frozenset(
    [
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "SEPT",
        "OCT",
        "NOV",
        "DEC",
        "MAI",
        "OKT",
        "DEZ",
        "MRZ",
    ]
)


def is_placeholder(written: str) -> bool:
    """Say whether this is the pattern by which issuers show what an ID looks like: ``AIDA-YYYY-NNNN``."""
    return _PLACEHOLDER.fullmatch(written) is not None


def unread_numbers(text: str, sign: Callable[[str], str]) -> str:
    """Return ``text`` with each number that looks like an ID and is none replaced by ``sign`` of it."""
    if any(each in text for each in ("-?", "-*", "-_", "-\u2026")):
        text = _OPEN.sub(lambda found: sign(found[0]), text)
    if any(each in text for each in _OTHER_CODES):
        text = _OTHER_ISSUERS.sub(lambda found: sign(found[0]), text)
    if any(each in text for each in _PATTERN_YEARS):
        text = _PLACEHOLDER.sub(lambda found: sign(found[0]), text)
    if not any(map(str.isdigit, text)):
        return text
    text = _BARE_UUID.sub(lambda found: sign(found[0]), text)
    text = _DIGITS_FIRST.sub(lambda found: sign(found[0]) if _is_foreign(found[0]) else found[0], text)
    return _NUMBER.sub(lambda found: sign(found[0]) if _is_offered(found[0]) else found[0], text)


_OURS = 3
"""Parts of an ID of ours; with more, letters may stand before it: ``X-AIDA-2026-1234``."""


def _is_offered(written: str) -> bool:
    parts = _PARTS.split(written)
    head = re.match(r"[^\W\d_]*", parts[0])
    letters = head[0].upper() if head else ""
    digits = sum(map(str.isdigit, written))
    is_glued = len(parts) >= _OURS and parts[0].upper().endswith(_PREFIXES[:5])  # DoeAIDA-2026-1234
    if digits >= 3 and (is_glued or _begins_like_ours(parts[0])):
        return True
    if digits >= 3 and len(parts) > _OURS and _begins_like_ours(parts[1]):
        return True
    if letters in _TICKETS or digits < 4 or not parts[0][:2].isalpha():
        return False
    if len(parts) >= 3:
        return all(len(part) >= 2 for part in parts) and written.upper() == written
    return len(parts) == 2 and len(letters) >= 2 and digits >= 6 and written.upper() == written


def _is_foreign(written: str) -> bool:
    """Say whether a number that begins with digits is another issuer's: 21-CTFL-00331-PL."""
    parts = _PARTS.split(written)
    letters = [part for part in parts if part.isalpha() and len(part) > 1]
    if not letters or any(part.upper()[:4] in _MONTHS for part in letters) or sum(map(str.isdigit, written)) < 5:
        return False
    return written.upper() == written


def _begins_like_ours(part: str) -> bool:
    upper = part.upper()
    if upper.startswith(_PREFIXES) or upper.translate(_LOOKALIKE).startswith(_PREFIXES[:5]):
        return True
    return "l" in part and part.replace("l", "I").isupper() and part.replace("l", "I").startswith(_PREFIXES)
