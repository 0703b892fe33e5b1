"""
From typed words to an intent of the role guide.

``guide <role>``, ``compare <a> <b>``, ``jd <code> [role] [preferred]``, ``review-jd <text>``,
``kit <codes> [for role]``, ``team <profile> <csv>``; and, without a command, questions in plain language.
"""

from __future__ import annotations

import re

from bots.conversation.grammar.guide_words import before_purpose, wanted_variant, without_asides
from bots.conversation.model.intents import (
    AboutCertification,
    Compare,
    Guidance,
    Guide,
    MakeKit,
    PlanTeam,
    ReviewText,
    Unclear,
    WriteClause,
)
from bots.conversation.model.packed_text import unpacked
from bots.conversation.model.team_profiles import PROFILES
from bots.conversation.text.general import NEEDS

LONGEST_ROLE = 120
MOST_ROLE_WORDS = 6  # behind a code and a comma
LONGEST_CODE = 5  # letters of a word of a code; a longer word is none with a slip
VARIANTS = ("required", "preferred", "procurement")

_FILLERS = {"and", "with", "against", "vs", "vs.", "versus", "to", "or", "&", "between", "the"}
_FILLERS |= {"und", "mit", "oder", "gegen", "et", "avec", "ou", "y", "con", "o"}
_SIDE_BY_SIDE = re.compile(r"\b(?:compare|differences?\s+between|vs\.?|versus)\b", re.IGNORECASE)
_TABLE = re.compile(r"\brole\b.*,|,.*\brole\b|\[\[|```", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:for|für|fuer|pour|para|per|voor|(?:appl(?:y|ies|ying)|work(?:s|ing)?|hired|interview(?:s|ing)|start(?:s|ing))\s+as)\s+(?:(?:an?|the|our|my|eine[nr]?|une?|una|un)\s+)?(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ROLE_OPTION = re.compile(
    r"(?:^|\s)(?:--|[\u2013\u2014])role[\s=:]+(?:[\"'“„”]([^\"'“”]+)[\"'“”]|([^\"'“„”]+)$)", re.IGNORECASE
)
_LIKE_A_CODE = re.compile(r"[AC][A-Zi]{3,4}")
_NO_ROLE = re.compile(
    r"^(?:job|ad|advert\w*|posting|vacancy|interview\w*|it|this|that|me|us|stellen\w*|annonce|oferta)\b", re.IGNORECASE
)
_HOLDERS = re.compile(
    r"^(?:some(?:one|body)|any(?:one|body)|people|persons?|candidates?|applicants?|holders?|jemand\w*|quelqu['\u2019]un|alguien)\s+"
    r"(?:with|who|that|having|holding|of|mit|avec|con)\b|^(?:holders?|candidates?|applicants?)\W*$",
    re.IGNORECASE,
)
_WISHED = re.compile(r"[,.;:]\s+(?:and\s+)?(?:please\s+)?(?:give|write|make|draft|send|show)\b", re.IGNORECASE)
_ABOUT_AI = re.compile(r"\b(?:ai|ml|genai|llms?|machine learning|artificial intelligence)\b", re.IGNORECASE)
_ABOUT_CERTIFICATIONS = re.compile(
    r"\b(?:certif\w*|certs?|credential\w*|qualification\w*|accredit\w*|diploma|zertifi\w*|certificad\w*|certificaci\w*)\b",
    re.IGNORECASE,
)


def _knows(code: str) -> bool:
    from role_guide import UnknownCertification, find  # noqa: PLC0415 - its tables are for those who ask

    try:
        find(code)
    except UnknownCertification:
        return False
    return True


def read_command(command: str, words: str) -> Guidance | Unclear:
    """Return what a command of the role guide asks for."""
    words = words.strip()
    if not words:
        return Unclear(command, NEEDS[command], command)
    match command:
        case "compare":
            return _typed_comparison(without_asides(words))
        case "jd":
            return _clause(without_asides(words))
        case "review-jd":
            return ReviewText(unpacked(words) or words)
        case "kit":
            return _kit(without_asides(words))
        case "team":
            return _team(words)
        case _:
            return _comparison(words) or Guide(words)


def _comparison(words: str) -> Compare | None:
    """Behind ``guide`` as well, "CAIP or CAIM?" is about codes where nothing else is said."""
    from role_guide import codes_in  # noqa: PLC0415 - its tables are for those who ask

    codes = codes_in(words) if _SIDE_BY_SIDE.search(words) else ()
    return Compare(codes) if 2 <= len(codes) <= 4 else None


def _typed_comparison(words: str) -> Compare:
    from role_guide import codes_in  # noqa: PLC0415 - its tables are for those who ask

    if _issuers_in(words):
        return Compare(codes_in(words))
    codes = split_codes(before_purpose(words))
    return Compare(codes if len(codes) > 1 else split_codes(words))


def read_namesakes(words: str) -> AboutCertification | None:
    """Return the question for one code that several issuers use, each as itself; None where no issuer is named."""
    from role_guide import Facet, codes_in  # noqa: PLC0415 - its tables are for those who ask

    codes, issuers = codes_in(words), _issuers_in(words)
    return AboutCertification(codes, Facet.OVERVIEW, issuers) if len(codes) == 1 and issuers else None


def _issuers_in(words: str) -> tuple[str, ...]:
    from role_guide import codes_in, issuers_named  # noqa: PLC0415 - its tables are for those who ask

    return tuple(dict.fromkeys(each for code in codes_in(words) for each in issuers_named(words, code)))


def asks_for_certification(words: str) -> bool:
    """Tell a question about certifications from words that name a role."""
    return "?" in words or _ABOUT_CERTIFICATIONS.search(words) is not None


def names_a_role(words: str) -> bool:
    """Say whether a text names a role in which the role guide sees AI."""
    from role_guide import Outcome, recommend  # noqa: PLC0415 - its tables are for those who ask

    outcome = recommend(words).outcome
    return outcome is Outcome.RECOMMEND or (outcome is Outcome.ASK and _ABOUT_AI.search(words) is not None)


def recommended(text: str) -> tuple[str, ...]:
    """Return the codes that the role guide recommends for a text, best first; none where it recommends nothing."""
    from role_guide import Outcome, recommend  # noqa: PLC0415 - its tables are for those who ask

    answer = recommend(text)
    return tuple(answer.codes) if answer.outcome is Outcome.RECOMMEND else ()


def role_in(text: str, codes: tuple[str, ...]) -> str:
    """Return the role that a wish for a clause or for questions names behind "for", or nothing."""
    words = " ".join(text.split())
    match = _ROLE.search(words)
    while match is not None:
        role = _WISHED.split(match[1], maxsplit=1)[0].strip(" .?!,:;")
        named = any(role.casefold().startswith(code.casefold()) for code in codes)
        if not (named or _NO_ROLE.match(role) or _HOLDERS.match(role) or len(role) > LONGEST_ROLE):
            return role
        match = _ROLE.search(words, match.start(1))
    return _behind_code(words, codes)


def _behind_code(words: str, codes: tuple[str, ...]) -> str:
    """Return the few words behind a code and a comma: "a clause for AIDA, junior developer"."""
    for code in codes:
        found = re.search(rf"\b{re.escape(code)}\s*[,;:]\s*([^,;:?!]+)[.?!]*$", words, re.IGNORECASE)
        role = found[1].strip(" .") if found else ""
        if role and len(role.split()) <= MOST_ROLE_WORDS and names_a_role(f"{role} with AI"):
            return role
    return ""


def split_codes(words: str) -> tuple[str, ...]:
    """Split a list of codes; "Senior AiE" is one code of two words."""
    joined = re.sub(r"\bsenior\s+(?=aie\b)", "Senior_", words, flags=re.IGNORECASE)
    parts = [part for part in re.split(r"[\s,;/]+", joined) if part.lower() not in _FILLERS]
    return tuple(dict.fromkeys(part.replace("_", " ") for part in parts if part))


def _clause(words: str) -> WriteClause:
    """The first code, then the role; a variant may stand at the end."""
    words, variant = _variant(words)
    words, option = _role_option(words)
    words, variant = (words, variant) if variant else _variant(words)
    code, role = _first_code(f"{words} {option}")
    if code.lower() in _FILLERS | {"for", "a", "an"}:  # "jd for a senior prompt engineer": which one fits the role?
        return WriteClause(next(iter(recommended(words)), code), role_in(words, ()) or role, variant or "required")
    return WriteClause(code, role, variant or "required")


def _variant(words: str) -> tuple[str, str]:
    """Return the words without the variant at their end, and the variant; a wish may stand anywhere."""
    for each in VARIANTS:
        if found := re.search(rf"(?:^|[\s,;]+)(?:as\s+)?{each}\s*$", words, re.IGNORECASE):
            return words[: found.start()], each
    return wanted_variant(words)


def _role_option(words: str) -> tuple[str, str]:
    """Return the words without ``--role "platform engineer"``, as the terminal has it, and the role."""
    found = _ROLE_OPTION.search(words)
    if found is None:
        return words, ""
    return f"{words[: found.start()]} {words[found.end() :]}".strip(), (found[1] or found[2]).strip()


def _first_code(words: str) -> tuple[str, str]:
    match = re.match(r"(senior\s+aie|\S+)\s*(.*)$", words.strip(), re.IGNORECASE | re.DOTALL)
    code, role = (match[1], match[2]) if match else ("", "")
    return " ".join(code.strip(",").split()), re.sub(r"^for\s+(?:an?\s+)?", "", role.strip(), flags=re.IGNORECASE)


def _kit(words: str) -> MakeKit:
    from role_guide import codes_in  # noqa: PLC0415 - its tables are for those who ask

    words, option = _role_option(words)
    if words.lower().startswith("for ") and not option:  # "kit for AIDA", "kit for a prompt engineer"
        return MakeKit(codes_in(words)[:4] or recommended(words)[:2] or ("for",), role_in(words, codes_in(words)))
    written, _, role = re.sub(r"\s+for\s+(?:an?\s+)?", "\0", words, count=1, flags=re.IGNORECASE).partition("\0")
    codes = split_codes(written)
    if not (role or option):
        codes, role = _codes_and_role(written, codes)
    return MakeKit(codes, option or role.strip())


def _codes_and_role(written: str, codes: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Tell the codes from the role behind them ("AIDA CPAP platform engineer"); a mistyped code begins no role."""
    unknown = next((at for at, each in enumerate(codes) if not _knows(each)), len(codes))
    rest = codes[unknown:]
    is_role = any(len(each) > LONGEST_CODE for each in rest) and not any(map(_knows, rest))
    if not unknown or not is_role or _LIKE_A_CODE.fullmatch(rest[0]):
        return codes, ""
    start = re.search(rf"(?<![\w-]){re.escape(rest[0])}(?![\w-])", written)
    return codes[:unknown], written[start.start() :].strip() if start else " ".join(rest)


def _team(words: str) -> Guidance | Unclear:
    first = words.split(maxsplit=1)[0]
    if _profile(words) not in PROFILES:
        return Unclear("team", NEEDS["team"], "team")
    team = words[len(first) :].strip().removeprefix("```").removesuffix("```").strip()
    is_table = "\n" in team or _TABLE.search(team) is not None
    return PlanTeam(_profile(words), team) if is_table else Unclear("team", NEEDS["team"], "team")


def _profile(words: str) -> str:
    return words.split(maxsplit=1)[0].strip(":,").lower() if words else ""
