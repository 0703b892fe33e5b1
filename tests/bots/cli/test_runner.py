"""The event loop of a command: without TLS until somebody needs it, and then as ever."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

ROOT = Path(__file__).parents[3]
HOST = "127.0.0.1"
TALK = """
import sys
from bots.cli.runner import load_event_loop
from bots.runtime.lazy_import import loaded
load_event_loop()
print(sorted({"ssl", "_ssl", "asyncio.sslproto"} & loaded()))

import asyncio
import ssl

async def echo(reader, writer):
    writer.write(await reader.readline())
    writer.close()

async def ask(port, context):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    writer.write(b"hello\\n")
    print((await reader.read()).decode().strip())
    writer.close()

async def talk(file):
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(file)
    async with await asyncio.start_server(echo, "127.0.0.1", 0, ssl=ours) as server:
        port = server.sockets[0].getsockname()[1]
        await ask(port, ssl.create_default_context(cafile=file))
        try:
            await ask(port, ssl.create_default_context())
        except ssl.SSLCertVerificationError as error:
            print("refused:", error.verify_message)

asyncio.run(talk(sys.argv[1]))
"""


@pytest.fixture
def certificate(tmp_path):
    """Write a key and its certificate that nobody vouches for; hand over the file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + made.sign(key, SHA256()).public_bytes(Encoding.PEM)
    )
    return path


@pytest.mark.system
def test_who_needs_tls_gets_it_and_a_certificate_that_nobody_vouches_for_is_refused(certificate):
    call = [sys.executable, "-W", "error", "-c", TALK, str(certificate)]
    said = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert ["[]", "hello", "refused: self-signed certificate"] == said.splitlines()
