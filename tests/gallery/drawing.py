"""Draws answers in Chromium by the playground's own renderers, and measures how high they are."""

from contextlib import asynccontextmanager
from urllib.parse import quote

from playwright.async_api import async_playwright, expect

from tests.bots.playground.factories import FLAGS, chromium, served

PHONE, DESK = 390, 1280  # pixels
PANES, SCHEMES = ("slack", "teams"), ("light", "dark")
HEIGHT = 4000  # of the window, so that a whole answer is drawn in it
PATIENCE = 30_000  # milliseconds
MEASURE = """(pane) => {
  const drawn = [...document.querySelectorAll(`#${pane} .feed .message`)].map((each) => each.getBoundingClientRect());
  if (!drawn.length) return 0;
  return Math.round(Math.max(...drawn.map((each) => each.bottom)) - Math.min(...drawn.map((each) => each.top)));
}"""


@asynccontextmanager
async def gallery():
    """Open the page in a browser of its own; gives what ``see`` and ``height`` take."""
    async with served() as page, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = await (await browser.new_context(reduced_motion="reduce")).new_page()
        tab.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        try:
            yield Gallery(tab, page.url)
        finally:
            await browser.close()


class Gallery:
    """One browser that looks at one answer after the other."""

    def __init__(self, tab, url):
        self.tab, self.url = tab, url

    async def see(self, answer, width=PHONE, scheme="light"):
        await self.tab.set_viewport_size({"width": width, "height": HEIGHT})
        await self.tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        asked = f"show={answer.show}" if answer.show else f"q={quote(answer.words)}"
        await self.tab.goto("about:blank")
        await self.tab.goto(f"{self.url}#{asked}")
        await expect(self.tab.locator("body")).to_have_attribute("data-answered", answer.words or answer.show)

    async def height(self, pane):
        """How high a pane's answer is, in pixels; on a phone one pane is shown at a time."""
        await self._turn_to(pane)
        return await self.tab.evaluate(MEASURE, pane)

    async def picture(self, pane, path):
        await self._turn_to(pane)
        await self.tab.locator(f"#{pane} .feed").screenshot(path=path)

    async def _turn_to(self, pane):
        tab = self.tab.locator(f"#tabs [data-pane={pane}]")
        if await tab.is_visible():
            await tab.click()
