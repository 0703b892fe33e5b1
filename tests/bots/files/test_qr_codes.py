"""QR codes in pictures and on pages: IDs, badges, and links of which it is said what is wrong with them."""

import sys

import pytest

from bots.conversation.model.file_listing import UnreadableFile
from bots.conversation.text import file_results as phrases
from bots.files.reader import FileReader
from bots.files.refusal_codes import RefusalCode
from bots.files.worker_process import answer
from tests.bots.files.badge_files import qr_page, qr_picture, signed_token

pytestmark = pytest.mark.anyio
ID = "AIDA-2026-1234"
ANYBODYS_PAGE = "https://www.credly.com/users/jane-doe"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PDF"])
def test_the_id_in_a_code_is_found(kind):
    *lines, end = answer(qr_picture(f"https://registry.example.org/verify/{ID}", kind), "x", [])

    assert [ID] == [line["id"] for line in lines], end
    assert ["QR code on page", 1, ""] == [*lines[0]["where"]]


async def test_a_real_child_reads_a_badge_out_of_a_page():
    listing = await FileReader().read(qr_page(signed_token()), "certificate.pdf")

    assert signed_token() == listing.badges[0].data.decode()
    assert "QR code on page 1" == listing.badges[0].place


CHILD = (sys.executable, "-m", "bots.files.worker_process")


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
async def test_a_code_that_is_no_badge_is_said_to_be_none_and_what_is_wrong_with_its_link(kind):
    said = await FileReader(child=CHILD).read(qr_picture(ANYBODYS_PAGE, kind), f"a.{kind.lower()}")

    assert isinstance(said, UnreadableFile)
    assert said.reason.startswith(phrases.no_ids_but_codes(1))
    assert "A QR code was found" in said.reason
    assert "credly" in said.reason.lower()


async def test_a_code_of_something_else_is_not_said_to_be_missing():
    said = await FileReader(child=CHILD).read(qr_picture("HC1:6BF+70790T9WJWG.FKY*4GO0"), "a.png")

    assert UnreadableFile(phrases.no_ids_but_codes(1)) == said


def test_a_page_without_text_is_no_riddle_where_its_code_was_read():
    *_, read = answer(qr_picture(ID, "PDF"), "a.pdf", [])
    *_, other = answer(qr_picture("a word", "PDF"), "a.pdf", [])

    assert [(0, 0), (1, 1)] == [(end["blank"], end["other_codes"]) for end in (read, other)]


def test_a_picture_that_cannot_be_drawn_is_refused():
    [end] = answer(b"\x89PNG\r\n\x1a\n and then nothing", "a.png", [])

    assert RefusalCode.BROKEN == end["refused"]


def test_a_picture_with_too_many_pixels_is_not_decoded():
    huge = bytearray(qr_picture(ID))
    huge[16:24] = (100_000).to_bytes(4, "big") * 2
    [end] = answer(bytes(huge), "a.png", [])

    assert end["refused"] in {RefusalCode.UNPACKS, RefusalCode.BROKEN}
