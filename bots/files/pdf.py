"""
PDF: the text of its pages, and the links on them, which is where badges hide.

pypdf was taken because it is all Python: a broken file can waste time and memory, which the child process has little
of, and nothing worse.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError, PyPdfError

from bots.files.id_finder import MOST_PAGES
from bots.files.refusal_codes import FileRefused, RefusalCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject

    from bots.files.id_finder import IdFinder

MOST_LINKS = 1_000  # of one page


def read_pages(data: bytes, finds: IdFinder) -> int:
    """Add the IDs of a PDF; return how many of its pages hold no text."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileRefused(RefusalCode.LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise FileRefused(RefusalCode.PAGES)
        return sum([_read_page(page, number, finds) for number, page in enumerate(reader.pages, 1)])
    except FileNotDecryptedError as error:
        raise FileRefused(RefusalCode.LOCKED) from error
    except LimitReachedError as error:
        raise FileRefused(RefusalCode.UNPACKS) from error
    except PyPdfError as error:
        raise FileRefused(RefusalCode.BROKEN) from error


def _read_page(page: PageObject, number: int, finds: IdFinder) -> bool:
    text = page.extract_text()
    finds.add_text("\n".join([text, *_links(page)]), ("page", number, ""))
    return not text.strip()


def _links(page: PageObject) -> Iterator[str]:
    for annotation in (page.annotations or ())[:MOST_LINKS]:
        action = annotation.get_object().get("/A")
        uri = action.get_object().get("/URI") if action is not None else None
        if isinstance(uri, str):
            yield uri
