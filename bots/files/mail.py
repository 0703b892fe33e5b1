"""A mail that was saved as a file: the text of its body, the addresses of its links, and the files that it brings."""

from __future__ import annotations

from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

MOST_PARTS = 20
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "table", "h1", "h2", "h3"})
_SILENT = frozenset({"script", "style", "head", "title"})


def parts_of(data: bytes) -> Iterator[tuple[str, bytes | str]]:
    """Yield the mail's texts without a name, and the files that it brings with theirs."""
    mail: EmailMessage = message_from_bytes(data, policy=policy.default)
    yield "", str(mail["subject"] or "")
    for part in list(mail.walk())[:MOST_PARTS]:
        if part.is_multipart():
            continue
        name, content = part.get_filename() or "", part.get_payload(decode=True)
        if name and isinstance(content, bytes):
            yield name, content
        elif part.get_content_maintype() == "text":
            text = str(part.get_content())
            yield "", _plain(text) if part.get_content_subtype() == "html" else text


class _Text(HTMLParser):
    """Collects what people see of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        address = dict(attrs).get("href")
        self.pieces.append(
            f" {address} " if address else "\n" if tag in _BREAKS else "\t" if tag in {"td", "th"} else ""
        )

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag in _BREAKS:  # what stands behind a block is no part of its last word
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent <= 0:
            self.pieces.append(data)


def _plain(page: str) -> str:
    parser = _Text()
    parser.feed(page)
    return "".join(parser.pieces)
