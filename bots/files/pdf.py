"""
PDF: the text of its pages, and the links on them, which is where badges hide.

pypdf was taken because it is all Python: a broken file can waste time and memory, which the child process has little
of, and nothing worse.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError, PyPdfError

from bots.files.file_limits import MOST_PAGES
from bots.files.refusal_codes import FileRefused, RefusalCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject

    from bots.files.id_finder import IdFinder

MOST_LINKS = 1_000  # of one page
_SPACED = re.compile(r"(?<!\S)\S(?: \S){7,}(?!\S)")
_BEGUN = re.compile(r"[A-Z]{2,6}-\d{1,3}")
_REST = re.compile(r"\d{1,3}-[0-9A-Z]{4,8}")


def read_pages(data: bytes, finds: IdFinder) -> set[int]:
    """Add the IDs of a PDF; return the numbers of its pages that hold no text."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileRefused(RefusalCode.LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise FileRefused(RefusalCode.PAGES)
        return {number for number, page in enumerate(reader.pages, 1) if _read_page(page, number, finds)}
    except FileNotDecryptedError as error:
        raise FileRefused(RefusalCode.LOCKED) from error
    except LimitReachedError as error:
        raise FileRefused(RefusalCode.UNPACKS) from error
    except PyPdfError as error:
        raise FileRefused(RefusalCode.BROKEN) from error


def _read_page(page: PageObject, number: int, finds: IdFinder) -> bool:
    text, where = page.extract_text(), ("page", number, "")
    finds.add_text("\n".join([text, *_values(page), *_links(page)]), where)
    for mended in (closed_up(text), *rejoined(text)):
        if mended != text:
            finds.add_text(mended, where)
    return not text.strip()


def closed_up(text: str) -> str:
    """Return a text whose letter-spaced stretches are closed up: ``A I D A - 2 0 2 6`` becomes ``AIDA-2026``."""
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), text)


def rejoined(text: str) -> Iterator[str]:
    """
    Yield the words that a narrow column breaks within their year: ``AIDA-20`` above ``26-1234``.

    Within the last part nothing is joined: ``AIDA-2026-12`` above ``34`` may be an ID that is wrong, and an age.
    """
    lines = [line.strip() for line in text.split("\n")]
    for line, below in pairwise(lines):
        end = line.rpartition(" ")[2]
        if _BEGUN.fullmatch(end) and _REST.fullmatch(below):
            yield f"{end}{below}"


def _values(page: PageObject) -> Iterator[str]:
    """Give what was filled into the fields of a form."""
    for annotation in (page.annotations or ())[:MOST_LINKS]:
        field = annotation.get_object()
        if field.get("/Subtype") != "/Widget":
            continue
        parent = field.get("/Parent")
        value = field.get("/V") or (parent.get_object().get("/V") if parent is not None else None)
        if isinstance(value, str):
            yield value


def _links(page: PageObject) -> Iterator[str]:
    for annotation in (page.annotations or ())[:MOST_LINKS]:
        action = annotation.get_object().get("/A")
        uri = action.get_object().get("/URI") if action is not None else None
        if isinstance(uri, str):
            yield uri
