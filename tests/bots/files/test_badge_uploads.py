"""A badge that is dropped into a chat: four lines, the name that was typed beside it, and an ID that came with it."""

import time
from datetime import UTC, datetime

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import Tone
from bots.conversation.text.watches import NOTHING_WATCHED
from bots.files.badge_uploads import request_of
from bots.files.file_checks import answer_file
from bots.files.uploads import UploadedFile
from bots.storage.store import Store
from tests.bots.files.badge_files import TOML, baked, changed, joined, qr_page, qr_picture, signed, signed_token
from tests.bots.files.factories import pdf
from tests.bots.slack.api.test_files import drop
from tests.bots.slack.fakes import DIRECT, buttons, workspace

pytestmark = pytest.mark.anyio


@pytest.fixture
async def slack(tmp_path):
    table = tmp_path / "registries.toml"
    table.write_text(TOML, encoding="utf-8")
    async with workspace(registries=str(table)) as here:
        yield here


async def details(slack):
    """The newest answer in the direct message with all that it has to say."""
    button = buttons(slack.slack.of("chat.postMessage")[-1])["Details"]
    where = {"type": "message", "channel_id": DIRECT, "is_ephemeral": False, "message_ts": "1.1"}
    await slack.click(button, container=where, channel={"id": DIRECT})
    return slack.slack.of("response_url")[-1]["text"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("badge.png", baked()),
        ("badge.json", signed()),
        ("badge.1ob", signed()),
        ("badge.jwt", signed_token().encode()),
        ("code.png", qr_picture(signed_token())),
        ("certificate.pdf", qr_page(signed_token())),
    ],
)
async def test_a_dropped_badge_is_judged(slack, name, data):
    said = await drop(slack, slack.slack.add_file(name, data), text="is this Jane Doe's badge?")

    assert "The badge AI Deployment Associate (AIDA) is active." in said
    assert "Issuer on your list: Example Institute." in said
    assert "agrees with “Jane Doe”" in said
    whole = await details(slack)
    for line in ("Proof", "Issuer", "Status", "Dates"):
        assert (f"{line}:" in whole, f"{line}:" in said) == (True, False)


async def test_another_name_differs_and_no_name_is_said_to_be_none(slack):
    other = await drop(slack, slack.slack.add_file("badge.png", baked()), text="for John Smith please")
    none = await drop(slack, slack.slack.add_file("badge.png", baked()))

    assert "differs from “John Smith”" in other
    assert "No name compared" in none


async def test_a_changed_badge_is_checked_by_hand_and_never_called_a_fake(slack):
    said = await drop(slack, slack.slack.add_file("badge.json", changed()))

    assert "has to be checked by hand" in said
    assert "fake" not in said.lower()


async def test_a_badge_and_an_id_are_both_answered(slack):
    said = await drop(slack, slack.slack.add_file("badge.png", baked()), text="AIDA-2026-1234 Jane Doe")

    assert "AIDA-2026-1234 could not be checked" in said
    assert "is active" in said


async def test_several_files_of_a_message_are_each_judged_in_one_answer_in_their_order(slack):
    """The ID beside them is answered once, the name is compared with each."""
    before = len(slack.slack.of("chat.postMessage"))
    said = await drop(
        slack,
        slack.slack.add_file("first.png", baked()),
        slack.slack.add_file("letter.txt", b"Dear Sir or Madam"),
        slack.slack.add_file("second.json", changed()),
        text="AIDA-2026-1234 John Smith",
    )

    assert 1 == len(slack.slack.of("chat.postMessage")) - before
    order = ["AIDA-2026-1234 could", "is active", "first.png", "letter.txt", "by hand", "second.json"]
    found = [said.index(each) for each in order]
    assert sorted(found) == found
    assert 1 == said.count("AIDA-2026-1234 could")
    assert 2 == said.count("differs from “John Smith”") + said.count("named in the badge")


async def test_of_many_files_the_first_are_read_and_the_rest_is_said(slack):
    said = await drop(slack, *(slack.slack.add_file(f"badge{number}.json", signed()) for number in range(7)))

    assert 5 == said.count("is active")
    assert "The last 2 files were not read" in said


async def test_an_id_that_is_printed_beside_a_badges_code_is_verified_too(slack):
    said = await drop(
        slack, slack.slack.add_file("certificate.pdf", joined(pdf("AIDA-2024-5512"), qr_page(signed_token())))
    )

    assert "is active" in said
    assert "AIDA-2024-5512" in said


@pytest.mark.parametrize("words", ["John Smith", "is this John Smith's certificate?", "for John Smith please"])
@pytest.mark.parametrize("data", [qr_page("AIDA-2026-1234"), pdf("I hold AIDA-2026-1234")])
async def test_the_name_beside_a_file_with_one_certificate_is_compared(words, data):
    async with workspace() as slack:
        said = await drop(slack, slack.slack.add_file("certificate.pdf", data), text=words)

    assert "issued to Jane Doe, not John Smith" in said


async def test_a_name_is_not_compared_with_the_holders_of_several_certificates_or_of_another():
    async with workspace() as slack:
        several = slack.slack.add_file("cv.pdf", pdf("AIDA-2026-1234 and CPAP-2026-8841"))
        of_several = await drop(slack, several, text="John Smith")
        typed = slack.slack.add_file("cv.pdf", pdf("AIDA-2026-1234"))
        of_typed = await drop(slack, typed, text="AIDA-2026-1181 John Smith")
        bare = await drop(slack, slack.slack.add_file("cv.pdf", pdf("AIDA-2026-1234")), text="please check this CV")

    assert "another name" not in of_several
    assert "issued to Jane Doe, not John Smith" not in of_typed
    assert "No name compared" in bare


async def test_what_holds_no_badge_is_answered_with_a_sentence(slack):
    picture = await drop(slack, slack.slack.add_file("photo.png", qr_picture("hello")))
    document = await drop(slack, slack.slack.add_file("data.json", b'{"a": 1}'))

    assert "A QR code was found, and it holds neither an ID nor a badge" in picture
    assert "badge" in document.lower()


STRANGE = {
    "cut.png": baked()[:-60],
    "cut in the badge.png": baked()[:200],
    "cut.json": signed()[:-40],
    "deep.json": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "twice.json": b'{"type": "VerifiableCredential", "type": "Other"}',
    "page.json": b"<!doctype html><p>Sign in</p>",
    "cut.jwt": signed_token()[:-30].encode(),
    "entities.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    "empty.png": b"",
}


@pytest.mark.parametrize("name", STRANGE)
async def test_whatever_is_dropped_is_answered_with_a_sentence_in_time(slack, name):
    before, began = len(slack.slack.of("chat.postMessage")), time.monotonic()
    said = await drop(slack, slack.slack.add_file(name, STRANGE[name]), text="Jane Doe")

    assert 1 == len(slack.slack.of("chat.postMessage")) - before
    assert time.monotonic() - began < 10
    assert said.rstrip()[-1] in ".”"
    assert "is active" not in said


async def test_an_email_address_is_compared_and_not_shown(slack, caplog):
    said = await drop(slack, slack.slack.add_file("badge.png", baked()), text="jane@example.org")

    whole = await details(slack)

    assert "the badge names no e-mail address" in whole
    assert "jane@example.org" not in said + whole + caplog.text


async def test_a_badge_is_watched_by_its_button_and_let_go_again(tmp_path):
    table = tmp_path / "registries.toml"
    table.write_text(TOML, encoding="utf-8")
    async with Store.temporary() as store, workspace(store, registries=str(table)) as slack:
        await drop(slack, slack.slack.add_file("badge.png", baked()))
        button = buttons(slack.slack.of("chat.postMessage")[-1])["Watch"]
        name = button["value"].split()[-1]
        await slack.container.audit.flush()
        audited = await store.audit.since(datetime(2000, 1, 1, tzinfo=UTC))
        await slack.click(button, channel={"id": DIRECT})
        await slack.direct("watches")
        listed = slack.slack.of("chat.postMessage")[-1]["text"]
        await slack.direct(f"verify {name}")
        verified = slack.slack.of("chat.postMessage")[-1]["text"]
        await slack.direct(f"unwatch {name}")
        await slack.direct("watches")
        left = slack.slack.of("chat.postMessage")[-1]["text"]
        await store.watch_stores.erasure.forget_certificate(name, by=Asker("terminal", "", "local"))
        await slack.direct(f"watch {name}")
        gone = slack.slack.of("chat.postMessage")[-1]["text"]

    assert ("verify badge", name, "found") in [(each.action, each.certificate, each.outcome) for each in audited]
    assert name in listed
    assert f"{name} is active" in verified
    assert NOTHING_WATCHED in left
    assert "Send the badge's file again" in gone


class Downloader:
    async def read(self, file):
        return {"badge.png": baked()}[file.name]


async def test_the_card_has_its_tone_and_its_limits(slack):
    answer = await answer_file(
        UploadedFile("badge.png", "", words="Jane Doe"), Downloader(), slack.container.desk, Asker("slack", "T", "U")
    )

    assert Tone.GOOD is answer.reply.cards[0].tone
    assert answer.reply.cards[0].limits


@pytest.mark.parametrize(
    ("words", "holder", "email"),
    [
        ("", None, ""),
        ("Jane Doe", "Jane Doe", ""),
        ("Jane Doe, jane@example.org", "Jane Doe", "jane@example.org"),
        ("<mailto:jane@example.org|jane@example.org>", None, "jane@example.org"),
        ("AIDA-2026-1234 Jane Doe", "Jane Doe", ""),
    ],
)
def test_the_words_beside_a_badge(words, holder, email, desk):
    request = request_of(b"{}", words, desk)

    assert (holder, email) == (request.holder, request.email)


@pytest.fixture
def desk():
    from bots.conversation.desk import Desk
    from verifier_client import VerifierClient

    return Desk(VerifierClient.from_config(None))
