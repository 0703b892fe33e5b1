"""The page in a real Chromium, as people see it: with eyes, with a keyboard, with a screen reader, on a phone."""

from urllib.parse import quote

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright, expect

from bots.playground.uploaded_files import sample_bytes
from tests.bots.playground.factories import FLAGS, chromium, served
from tests.verifier_client.badges.test_files import itxt, png
from tests.verifier_client.factories import pai_answer, scripted

pytestmark = pytest.mark.anyio
HOLDER = "<img src=x onerror=document.title=1> <!channel> <@U0YOU> :smile: *b* & [x](javascript:x) &lt;i&gt;"
FOCUS = """() => {
  const focused = document.activeElement;
  const ring = [focused, focused.closest("form") ?? focused].some((each) => {
    const look = getComputedStyle(each);
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 1;
  });
  return [(focused.innerText ?? "").trim() || focused.id, ring];
}"""
PATIENCE = 20_000  # milliseconds: only a machine that is busy elsewhere needs them
WIDE, NARROW, NARROWEST = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def browser():
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
async def page():
    async with served() as page:
        yield page


class PageReader:
    """Somebody who looks at the page; ``strange`` is what a good page never does."""

    def __init__(self, tab):
        self.tab, self.strange, self.url = tab, [], ""
        tab.on("pageerror", lambda error: self.strange.append(str(error)))
        tab.on("console", lambda said: self.strange.append(said.text) if said.type in {"error", "warning"} else None)
        tab.on("request", self._asked)

    def _asked(self, request):
        if not request.url.startswith(self.url):
            self.strange.append(request.url)

    async def see(self, words, viewport=WIDE, scheme="light"):
        await self.tab.set_viewport_size(viewport)
        await self.tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await self.tab.goto(f"{self.url}#q={quote(words)}")
        await self.answered(words)

    async def answered(self, words):
        await expect(self.tab.locator("body")).to_have_attribute("data-answered", words)

    def pane(self, name):
        return self.tab.locator(f"#{name} .feed")

    async def faults(self):
        found = (await Axe().run(self.tab)).response["violations"]
        return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in {"serious", "critical"}]


@pytest.fixture(scope="module")
async def reader(browser):
    context = await browser.new_context()
    reader = PageReader(await context.new_page())
    reader.tab.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield reader
    await context.close()


@pytest.fixture
async def someone(reader, page):
    reader.url = page.url
    yield reader
    assert [] == reader.strange


async def test_what_is_typed_is_answered_in_all_three_panes(someone):
    await someone.see("/verify AIDA-2026-1234")
    await someone.tab.fill("#words", "/verify AIDA-2026-0404")
    await someone.tab.keyboard.press("Enter")
    await someone.answered("/verify AIDA-2026-0404")

    for pane in ("slack", "teams", "text"):
        await expect(someone.pane(pane)).to_contain_text("has no record of AIDA-2026-0404")
    assert someone.tab.url.endswith("#q=%2Fverify%20AIDA-2026-0404")
    await expect(someone.tab.get_by_role("status").first).to_contain_text("has no record of AIDA-2026-0404")
    await someone.tab.go_back()
    await expect(someone.pane("slack")).to_contain_text("AIDA-2026-1234 is active")


async def test_on_a_phone_the_box_shows_all_that_is_typed_and_the_header_is_one_line(someone):
    await someone.see("/verify AIDA-2026-1234 Jane Doe, CPAP-2026-6660 John Smith", NARROW)
    seen = await someone.tab.evaluate(
        "() => { const box = document.querySelector('#words');"
        "return [box.scrollWidth <= box.clientWidth, box.scrollHeight <= box.clientHeight,"
        "document.querySelector('.top').getBoundingClientRect().height] }"
    )
    await someone.tab.locator("#words").press("Shift+Enter")

    assert ([True, True], True) == (seen[:2], seen[2] < 60)
    assert (await someone.tab.input_value("#words")).endswith("\n")


async def test_buttons_do_what_they_do_on_their_platform(someone):
    await someone.see("/verify CPAP-2026-6660")
    slack, teams = someone.tab.locator("#slack"), someone.tab.locator("#teams")

    await expect(teams.locator(".message").get_by_text("Source: Production AI Institute")).to_be_hidden()
    await teams.get_by_role("button", name="Details").click()
    await expect(teams.locator(".message").get_by_text("Source: Production AI Institute")).to_be_visible()
    await teams.get_by_role("button", name="Ask the holder").click()
    await expect(teams.locator(".message").nth(1)).to_contain_text("Could you tell us more")
    await slack.get_by_role("button", name="Ask the holder").click()
    await expect(someone.tab.get_by_role("dialog", name="Ask the holder")).to_contain_text("Could you tell us more")
    await someone.tab.keyboard.press("Escape")
    await slack.get_by_role("button", name="Share here").click()
    await someone.tab.get_by_role("dialog").get_by_role("button", name="Share here").click()
    await expect(slack.locator(".message").nth(1)).to_contain_text("Everybody in # hiring reads this")
    await slack.get_by_role("button", name="Details").first.click()
    await expect(slack.locator(".message").first).to_contain_text("Source: Production AI Institute")
    await slack.get_by_role("button", name="View at the registry").first.click()
    await expect(someone.tab.locator("#toast")).to_contain_text("this page is made up")
    await slack.get_by_text("JSON").click()
    await expect(slack.locator(".json")).to_contain_text('"type": "block_actions"')
    await slack.get_by_text("JSON").click()


async def test_a_digest_changes_in_place_by_the_buttons_beside_its_items(someone):
    await someone.see("/verify AIDA-2026-1234")
    await someone.tab.get_by_role("button", name="A manager's digest").click()
    await someone.answered("digest")
    assert someone.tab.url.endswith("#show=digest")
    slack, teams = someone.tab.locator("#slack"), someone.tab.locator("#teams")

    await slack.locator(".message").nth(1).get_by_role("button", name="Acknowledge").first.click()
    await expect(slack.locator(".message").nth(1)).to_contain_text("Acknowledged by you, 20 November, 22:00.")
    await teams.locator(".message").nth(0).get_by_role("button", name="Acknowledge").first.click()
    await expect(teams.locator(".message").nth(0)).to_contain_text("Acknowledged by you, 20 November, 22:00.")
    await teams.locator(".message").nth(0).get_by_role("button", name="Undo").first.click()
    await expect(teams.locator(".message").nth(0)).not_to_contain_text("Acknowledged by you")
    await expect(slack.locator(".message")).to_have_count(2)
    await expect(teams.locator(".message")).to_have_count(2)


async def test_a_form_of_slacks_is_filled_in_and_sent_by_keyboard_alone(someone):
    await someone.see("/certguide")
    form = someone.tab.get_by_role("dialog", name="Find a certification")
    await form.get_by_role("textbox", name="Role, text or codes").focus()
    await someone.tab.keyboard.insert_text("senior ML engineer, client-facing RAG")
    await form.get_by_role("button", name="Ask the guide").focus()
    await someone.tab.keyboard.press("Enter")

    await expect(form).to_contain_text("CPAP fits best")
    await someone.tab.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await someone.tab.get_by_role("button", name="Open it again").click()
    await expect(form).to_contain_text("CPAP fits best")


async def test_a_window_of_teams_is_filled_in_and_leads_on_and_back(someone):
    await someone.see("help")
    await someone.tab.locator("#teams").get_by_role("button", name="Verify", exact=True).click()
    window = someone.tab.get_by_role("dialog", name="Verify a certificate")
    await window.get_by_role("textbox", name="Certificate IDs").fill("CPAP-2026-6660")
    await window.get_by_role("button", name="Verify").click()
    await expect(window).to_contain_text("was revoked")
    await window.get_by_role("button", name="Ask the holder").click()
    await expect(window).to_contain_text("Could you tell us more")
    await window.get_by_role("button", name="Back").click()

    await expect(window).to_contain_text("was revoked")


async def test_everything_is_reached_by_keyboard_and_the_focus_is_seen(someone):
    await someone.see("/verify AIDA-2026-1234")
    await someone.tab.locator(".skip").focus()
    await someone.tab.keyboard.press("Enter")
    reached = {}
    for _ in range(45):
        await someone.tab.keyboard.press("Tab")
        name, ring = await someone.tab.evaluate(FOCUS)
        reached[name] = ring

    for name in ("Ask", "Valid", "Revoked", "Light", "Details", "Share here", "JSON", "Copy"):
        assert reached[name], name


@pytest.mark.parametrize(
    ("viewport", "scheme", "words", "shown"),
    [
        (WIDE, "light", "/verify CPAP-2026-6660", "Plain text"),
        (WIDE, "dark", "/certguide", "Find a certification"),
        (NARROW, "light", "/certguide senior ML engineer", "Teams"),
        (NARROW, "dark", "/verify AIDA-2026-9401", "Slack"),
    ],
)
async def test_axe_finds_no_serious_fault(someone, viewport, scheme, words, shown):
    await someone.see(words, viewport, scheme)
    if viewport is NARROW:
        await someone.tab.locator("#tabs").get_by_role("button", name=shown).click()
    await expect(someone.tab.get_by_role("heading", name=shown, exact=True)).to_be_visible()

    assert [] == await someone.faults()


async def test_360_pixels_are_enough_whatever_is_answered(someone):
    for words in ("/certguide senior ML engineer", f"/verify AIDA-2026-1234 {'x' * 120}"):
        await someone.see(words, NARROWEST)
        for tab in ("Slack", "Teams", "Plain text"):
            await someone.tab.locator("#tabs").get_by_role("button", name=tab).click()
            assert 360 >= await someone.tab.evaluate("document.documentElement.scrollWidth"), (words, tab)


async def test_dark_follows_the_system_and_each_pane_can_be_switched(someone):
    await someone.see("/verify AIDA-2026-1234", WIDE, "dark")
    card, ground = someone.tab.locator("#teams .card").first, "element => getComputedStyle(element).backgroundColor"
    page_colours = someone.tab.get_by_role("group", name="Colours of the page")

    assert "rgb(41, 41, 41)" == await card.evaluate(ground)
    await someone.tab.get_by_role("group", name="Colours of the Teams pane").get_by_role("button", name="Light").click()
    assert "rgb(255, 255, 255)" == await card.evaluate(ground)
    await page_colours.get_by_role("button", name="Light").click()
    assert "rgb(244, 246, 247)" == await someone.tab.locator("body").evaluate(ground)
    await page_colours.get_by_role("button", name="System").click()


async def test_whatever_a_registry_calls_a_holder_is_shown_as_text_in_every_pane(someone):
    client, _, _ = scripted(lambda _ask: pai_answer(holder={"name": HOLDER}))
    async with served(client) as hostile:
        someone.url = hostile.url
        await someone.see("verify AIDA-2026-1234")
        for pane in ("slack", "teams", "text"):
            await expect(someone.pane(pane)).to_contain_text(HOLDER)
        assert 0 == await someone.tab.locator("#panes img[src='x'], #panes i, #panes a[href^=javascript]").count()
        assert "Certdesk playground" == await someone.tab.title()
        await someone.tab.goto("about:blank")


async def test_when_nobody_answers_the_page_says_so_and_can_try_again(someone):
    await someone.see("/verify AIDA-2026-1234")
    await someone.tab.route("**/answer", lambda route: route.fulfill(status=500, json={"error": "It broke."}))
    await someone.tab.get_by_role("button", name="Expired").click()
    await expect(someone.tab.get_by_role("alert")).to_contain_text("It broke.")
    await someone.tab.unroute("**/answer")
    await someone.tab.get_by_role("button", name="Try again").click()

    await expect(someone.pane("text")).to_contain_text("has expired")
    await expect(someone.tab.get_by_role("alert")).to_be_hidden()
    someone.strange = [each for each in someone.strange if "status of 500" not in each]


async def test_a_file_of_one_s_own_is_chosen_or_dropped_and_answered_in_every_pane(someone):
    await someone.see("help")
    await someone.tab.fill("#words", "is this Jane Doe's badge?")
    async with someone.tab.expect_file_chooser() as chooser:
        await someone.tab.get_by_role("button", name="File", exact=True).press("Enter")
    picture = {"name": "badge.png", "mimeType": "image/png", "buffer": png(itxt(sample_bytes()))}
    await (await chooser.value).set_files(picture)
    await someone.answered("badge.png")

    for pane in ("slack", "teams", "text"):
        await expect(someone.pane(pane)).to_contain_text("AI Deployment Associate (AIDA) is active")
    await expect(someone.pane("text")).to_contain_text("Dropped into the chat: badge.png, with the words")
    await someone.tab.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(["AIDA-2026-0404"], "note.txt", { type: "text/plain" }));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }));
        }"""
    )
    await someone.answered("note.txt")
    await expect(someone.pane("slack")).to_contain_text("has no record of AIDA-2026-0404")
    await someone.tab.evaluate(
        """() => {
          const carried = new DataTransfer();
          for (const name of ["one.txt", "two.txt"]) carried.items.add(new File(["x"], name, { type: "text/plain" }));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }));
        }"""
    )
    await expect(someone.tab.get_by_role("alert")).to_contain_text("Drop one file at a time.")
