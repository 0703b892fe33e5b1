"""Badges as people have them, of an issuer whose identifier is its own key, and the table that lists it."""

import io
import json

import zxingcpp
from PIL import Image
from pypdf import PdfWriter

from tests.verifier_client.badges.issuing import Key, as_bytes, credential, proven, token
from tests.verifier_client.badges.test_files import itxt, png

KEY = Key()
AIDA = "https://badges.issuer.example/achievements/aida"
TOML = f"""
[registries.badges]
kind = "badges"
title = "Badges"

[[registries.badges.issuers]]
id = "{KEY.did}"
title = "Example Institute"

[registries.badges.issuers.achievements]
"{AIDA}" = {{ code = "AIDA", title = "AI Deployment Associate", issuer = "Example Institute" }}

[registries.pai]
preset = "pai"
base_url = "https://registry.example.org"
"""


def signed(**changes):
    """A 3.0 badge as JSON, signed by an issuer on the list."""
    return as_bytes(proven(credential(KEY.did, **changes), KEY))


def signed_token():
    """The same as a token."""
    return token(credential(KEY.did), KEY).decode()


def baked():
    """The same in a PNG."""
    return png(itxt(signed()))


def changed():
    """A badge that was changed after it was signed."""
    document = json.loads(signed())
    document["credentialSubject"]["achievement"]["name"] = "Something better"
    return as_bytes(document)


def qr_picture(text, kind="PNG"):
    """A picture with a QR code."""
    code = Image.fromarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    page = Image.new("L", (code.width + 200, code.height + 200), 255)
    page.paste(code, (100, 100))
    written = io.BytesIO()
    page.save(written, kind)
    return written.getvalue()


def qr_page(text):
    """A PDF whose one page is a picture with a QR code."""
    return qr_picture(text, "PDF")


def joined(*documents):
    """Several PDFs as one."""
    writer, written = PdfWriter(), io.BytesIO()
    for document in documents:
        writer.append(io.BytesIO(document))
    writer.write(written)
    return written.getvalue()
