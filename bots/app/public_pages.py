"""The privacy policy and the terms of use at ``/privacy`` and ``/terms``: the operator's words, or the templates."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from bots.conversation.text.operations import TEMPLATE_PAGE
from bots.http.messages import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.http.messages import Page

NAMES = ("privacy", "terms")
TEMPLATES = Path(__file__).parents[2] / "deploy" / "store"
HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
_BLANK = re.compile(r"\[[A-Z][A-Z ,]{3,}\]")
_LOCAL_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|mailto:|#)[^)]*\)")
_FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Certdesk</title></head>'
    "<body>{}</body></html>\n"
)


def public_pages(folder: Path | None) -> Mapping[str, Page]:
    """Return the pages by path, read from ``folder`` at each request; a file that is not there is the template."""
    return {f"/{name}": partial(_page, name, folder) for name in NAMES}


async def _page(name: str, folder: Path | None, _query: Mapping[str, str], _headers: Mapping[str, str]) -> HttpResponse:
    text = await asyncio.to_thread(_text, f"{name}.md", folder)
    return HttpResponse(200, HEADERS, _FRAME.format(_rendered(text)).encode())


def _text(name: str, folder: Path | None) -> str:
    """Read the operator's page, else the template, from the package or beside it in the repository."""
    if folder is not None and (folder / name).is_file():
        return (folder / name).read_text(encoding="utf-8")
    packaged = files("bots.app") / "pages" / name
    return (packaged if packaged.is_file() else TEMPLATES / name).read_text(encoding="utf-8")


def _rendered(text: str) -> str:
    """Return Markdown as HTML: no markup of its own, no links into a repository, and what is not filled in is said."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for who opens a page

    note = f"> {TEMPLATE_PAGE}\n\n" if _BLANK.search(text) else ""
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(note + _LOCAL_LINK.sub(r"\1", text)))
