"""
QR codes in pictures and on the pages of a PDF: the texts that they hold.

All of it runs in the child process: a picture that is made to be expensive costs the child, which is killed.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image, UnidentifiedImageError

from bots.files.refusal_codes import FileRefused, RefusalCode

if TYPE_CHECKING:
    from bots.files.id_finder import IdFinder

MOST_PIXELS = 40_000_000
MOST_PAGES = 10  # of a PDF that are looked at; a certificate has one or two
PIXELS_PER_POINT = 2.0  # 144 dots per inch: a code of two centimetres has five dots a module
LONGEST_SIDE = 2_500  # pixels to which a picture or page is reduced
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def read_picture(data: bytes, finds: IdFinder) -> None:
    """
    Collect what the QR codes of a picture hold.

    Args:
        data: the picture.
        finds: collects.

    Raises:
        FileRefused: when it is damaged, or has too many pixels.
    """
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefused(RefusalCode.UNPACKS)
            _add_codes(picture, finds, 1)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise FileRefused(RefusalCode.BROKEN) from error


def read_page_codes(data: bytes, finds: IdFinder) -> set[int]:
    """
    Collect what the QR codes on the first pages of a PDF hold.

    Args:
        data: the PDF.
        finds: collects.

    Returns:
        The numbers of the pages with a code that holds an ID or a badge.
    """
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - only a PDF needs it

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return set()  # its text was read: that another reader cannot draw it takes nothing away
    useful = set()
    with document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            scale = min(PIXELS_PER_POINT, LONGEST_SIDE / max(1.0, *page.get_size()))
            bitmap = page.render(scale=scale, grayscale=True)
            if _add_codes(bitmap.to_pil(), finds, number + 1):
                useful.add(number + 1)
            bitmap.close()
            page.close()
    return useful


def _add_codes(picture: Image.Image, finds: IdFinder, page: int) -> bool:
    """Collect what the codes of a picture hold; return whether one of them holds an ID or a badge."""
    shown = picture.convert("RGBA") if "transparency" in picture.info or picture.mode in {"RGBA", "LA"} else picture
    if shown.mode == "RGBA":  # what is transparent is white on every screen that shows a badge
        shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown)
    grey = shown.convert("L")
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    codes = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    useful = [finds.add_code(code.text, ("QR code on page", page, "")) for code in codes]
    return any(useful)
