"""
Write ``common_words.txt`` and ``given_names.txt`` of ``bots/conversation/understanding/data`` anew.

Sources: the word lists and given names of Faker (MIT licence) and the stop words of stopwordsiso (MIT licence). Neither
is needed at run time or by the tests: run this by hand in an environment that has both, from the project's root.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
import unicodedata
from pathlib import Path

LANGUAGES = "en de fr es it pt nl pl sv da no cs ro hu fi tr ru uk el".split()
PROSE = "en_US de_DE fr_FR es_ES it_IT nl_NL pl_PL da_DK ru_RU el_GR cs_CZ".split()
PEOPLE = (
    "en_US en_GB en_IE en_IN en_NG de_DE fr_FR es_ES es_MX it_IT pt_BR pt_PT nl_NL pl_PL sv_SE da_DK no_NO fi_FI "
    "cs_CZ sk_SK hu_HU ro_RO hr_HR sl_SI tr_TR id_ID ga_IE yo_NG zu_ZA sw ru_RU uk_UA bg_BG el_GR"
).split()
DATA = Path("bots/conversation/understanding/data")
BOTH = set(
    "will mark april may june august grace hope faith joy rose lily ivy bill art sue chase hunter mason frank guy drew "
    "wade grant chance king rich miles dawn penny ray rob pat jack iris olive ruby pearl amber crystal summer autumn "
    "winter sunny angel christian earl duke major dean page paige melody harmony destiny patience mercy prudence "
    "charity felicity constance victor sky clay cliff dale glen heath reed rowan sterling skip buck bob nick gene "
    "carol holly jade gemma ginger olive sage violet daisy jasmine rusty sandy misty stormy max don rod ward lance "
    "royal noble justice pierce trace tucker taylor carter cooper parker porter piper fisher archer sawyer baker".split()
)


def folded(word: str) -> str:
    """Give lower-case letters without accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


def given_names() -> set[str]:
    """Collect the given names of the people of Faker's locales."""
    found: set[str] = set()
    for locale in PEOPLE:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for listed in ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary"):
            found |= {folded(name) for name in getattr(provider, listed, ()) if re.fullmatch(r"[^\W\d_]{3,12}", name)}
    return found


def common_words() -> set[str]:
    """Collect ordinary words of many languages."""
    import stopwordsiso  # noqa: PLC0415

    found = {folded(word) for language in LANGUAGES for word in stopwordsiso.stopwords(language)}
    for locale in PROSE:
        provider = importlib.import_module(f"faker.providers.lorem.{locale}").Provider
        found |= {folded(word) for word in provider.word_list}
    return {word for word in found if re.fullmatch(r"[^\W\d_]{2,}", word)}


def write(name: str, words: set[str], heading: str) -> None:
    """Write one list, sorted."""
    lines = textwrap.wrap(" ".join(sorted(words)), 118, break_on_hyphens=False)
    (DATA / name).write_text("\n".join([*(f"# {line}" for line in heading.splitlines()), *lines, ""]))


if __name__ == "__main__":
    assert pkgutil.find_loader("faker") if hasattr(pkgutil, "find_loader") else True
    names, words = given_names(), common_words()
    write("given_names.txt", names, "Given names, folded. From Faker, MIT licence, by tests/bots/understanding/collect_words.py.")
    write(
        "common_words.txt",
        {word for word in words if word not in names or word in BOTH},
        "Ordinary words, folded. From Faker and stopwordsiso, MIT licence, by tests/bots/understanding/collect_words.py.",
    )
