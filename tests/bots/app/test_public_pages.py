"""``/privacy`` and ``/terms``, opened as a reviewer opens them."""

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bots.app.container import Container
from bots.app.server import application
from bots.conversation.desk import Desk
from bots.conversation.text.operations import TEMPLATE_PAGE
from bots.observability.metrics import Metrics
from bots.runtime.background_tasks import BackgroundTasks
from verifier_client import VerifierClient

pytestmark = pytest.mark.anyio


async def opened(path, folder=None):
    async with VerifierClient.from_config(None) as verifier:
        container = Container(verifier, Desk(verifier), BackgroundTasks(), (), Metrics(), pages_folder=folder)
        async with TestClient(TestServer(application(container))) as browser, browser.get(path) as response:
            return response.status, response.headers, await response.text()


@pytest.mark.parametrize(("path", "heading"), [("/privacy", "Privacy policy"), ("/terms", "Terms")])
async def test_without_a_folder_the_templates_are_shown_and_say_what_they_are(path, heading):
    status, headers, page = await opened(path)

    assert 200 == status
    assert headers["Content-Type"].startswith("text/html")
    assert f"<h1>{heading}" in page
    assert TEMPLATE_PAGE in page
    assert "../" not in page


async def test_the_operators_page_is_shown_without_any_markup_of_its_own(tmp_path):
    (tmp_path / "privacy").with_suffix(".md").write_text(
        "# We keep little\n\n<script>alert(1)</script> [us](https://a.example)", "utf-8"
    )
    status, headers, page = await opened("/privacy", tmp_path)

    assert (200, False) == (status, TEMPLATE_PAGE in page)
    assert "<h1>We keep little</h1>" in page
    assert '<a href="https://a.example">us</a>' in page
    assert "<script>" not in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
