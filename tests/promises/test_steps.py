"""CONTRIBUTING's three sets of steps are walked, each with a tiny example, and lead where they say."""

import asyncio
import json
import shutil
import tomllib
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

from bots.app.container import Container
from bots.app.server import application
from bots.app.surface import Surface
from bots.cli.app import main
from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.plain_text import reply_as_text
from bots.http.messages import HttpResponse
from bots.observability.metrics import Metrics
from bots.runtime.background_tasks import BackgroundTasks
from role_guide.catalogue.catalogue import DATA, load
from role_guide.errors import DataFault
from tests.promises.test_documents import section
from verifier_client import VerifierClient
from verifier_client.configuration import build
from verifier_client.testing import FakeTransport, json_response

pytestmark = pytest.mark.anyio
REGISTRY = """\
[registries.guild]
preset = "pai"
title = "Guild of Testers"
base_url = "https://guild.test"
path = "/badge/{id}.json"
codes = { AIDA = "Tester" }

[registries.guild.fields]
id = "number"
status = "state"
holder = "person"

[registries.guild.statuses]
fine = "valid"
"""
CERTIFICATION = """\
code = "TEST"
display = "Test"
issuer = "GUILD"
issuer_name = "Guild of Testers"
kind = "person"

[name]
text = "Tester"
sources = ["guild"]

[[evidences]]
text = "Testing."
sources = ["guild"]

[[does_not_evidence]]
unknown_since = 2026-11-20
"""
UNKNOWN = ("audience", "assessment", "pathways", "retakes", "validity", "renewal", "renewal_effort", "fee")
MORE = ("verification", "accreditation")


async def test_a_registry_is_added_by_a_table(tmp_path):
    path = tmp_path / "registries.toml"
    path.write_text(REGISTRY, encoding="utf-8")
    env = {"CERTDESK_REGISTRIES": str(path), "CERTDESK_DATABASE_URL": f"sqlite:///{tmp_path}/x.db"}
    doctor = (main, ["doctor", "--offline"])
    said = (await asyncio.to_thread(CliRunner(env=env).invoke, *doctor)).output
    path.write_text(REGISTRY.replace("{id}", "id"), encoding="utf-8")
    wrong = (await asyncio.to_thread(CliRunner(env=env).invoke, *doctor)).output
    body = json_response({"number": "AIDA-2026-1234", "state": "fine", "person": "Jane Doe"})
    tables = {"guild": tomllib.loads(REGISTRY)["registries"]["guild"]}
    client = VerifierClient(build(tables, environ={}, sandbox=False), transport := FakeTransport(body))
    verdict = await client.verify("AIDA-2026-1234")

    assert "`preset`" in section("Add a registry")
    assert "OK       registries: Guild of Testers: configured" in said
    assert "FAULT    registries:" in wrong
    assert "registries.guild.path: must begin with / and contain {id}" in wrong
    assert ("found", "Jane Doe") == (verdict.outcome, verdict.record.holder)
    assert ["https://guild.test/badge/AIDA-2026-1234.json"] == [ask.url for ask in transport.requests]


def test_a_certification_is_added_by_a_file_with_its_pages(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(Path(str(DATA)), data)
    file, sources = data / "certifications/test.toml", data / "sources.toml"
    unknown = "".join(f"\n[{key}]\nunknown_since = 2026-11-20\n" for key in (*UNKNOWN, *MORE))
    file.write_text(CERTIFICATION + unknown, encoding="utf-8")
    with pytest.raises(DataFault, match=r"'guild' is not in sources\.toml"):
        load(data)
    with sources.open("a", encoding="utf-8") as pages:
        pages.write('\n[guild]\nurl = "https://guild.test/tester"\nread_on = 2026-11-20\n')

    assert "Tester" == load(data).find("test").name.text
    assert "`role_guide/data/sources.toml`" in section("Add a certification")


class Postbox:
    """A surface as small as can be: a letter comes in, the answer goes out with the next post."""

    name = "postbox"
    error = None
    sender = None

    def __init__(self, desk):
        self.desk = desk

    @property
    def doors(self):
        return {"/letters": self._door}

    async def _door(self, raw, _headers):
        reply = await self.desk.answer(self.desk.read(raw.decode()), Asker(self.name, "", "Ada"))
        return HttpResponse(200, {"content-type": "text/plain"}, reply_as_text(reply).encode())

    async def start(self, *, listens=True):
        """Nothing to connect."""

    async def replay(self, what, body):
        """Nothing is left over."""

    async def stop_listening(self):
        """Nothing listens."""

    async def close(self):
        """Nothing is open."""


async def test_a_surface_is_added_by_a_class_with_doors():
    async with VerifierClient.from_config(None) as verifier:
        desk = Desk(verifier)
        surface: Surface = Postbox(desk)
        app = application(Container(verifier, desk, BackgroundTasks(), (surface,), Metrics()))
        async with TestClient(TestServer(app)) as client:
            letter = await client.post("/letters", data="verify AIDA-2026-1234 Jane Doe")
            ready = json.loads(await (await client.get("/readyz")).text())

            assert "AIDA-2026-1234 is active." in await letter.text()
            assert ["postbox"] == ready["surfaces"]
    wanted = {name for name in dir(Surface) if not name.startswith("_")}
    assert wanted <= set(dir(Postbox))
    assert "`Surface` in `bots/app/container.py`" in section("Add a surface")
