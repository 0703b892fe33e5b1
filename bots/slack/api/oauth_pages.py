"""
The two pages through which workspaces install the app: where it begins, and where Slack sends people back to.

What is brought back counts once, for ten minutes, and from the browser that began. It is signed and not stored, so
that whoever only looks at the first page writes nothing down. The pages are plain HTML that loads and runs nothing.
"""

from __future__ import annotations

import hmac
import html
import logging
import secrets
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from bots.conversation.model.intents import Asker
from bots.conversation.text import operations as phrases
from bots.http.messages import HttpResponse
from bots.http.origin import Origin
from bots.runtime.json_access import object_at, text_at

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bots.runtime.ports import InstallStates
    from bots.slack.api.installed_workspaces import InstalledWorkspaces
    from bots.slack.api.oauth_tokens import OAuthTokens

    Note = Callable[[str, Asker], Awaitable[None]]

log = logging.getLogger(__name__)

INSTALL_PATH, CALLBACK_PATH = "/slack/install", "/slack/oauth"
COOKIE = "certdesk_install"
MINUTES = 10
LONGEST = 500  # letters of a state, a code or a cookie
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class InstallPages:
    """Callable by path with a query and headers; answers with status, headers and body."""

    def __init__(
        self,
        states: InstallStates,
        *,
        client_id: str,
        scopes: Sequence[str],
        public_url: str,
        authorize_url: str,
        now: Callable[[], datetime],
        note: Note,
        hashed: Callable[..., str],
    ) -> None:
        """
        Send browsers to Slack, and finish what they bring back.

        Args:
            states: remembers which installations came back, and those that an earlier version began.
            client_id: the app's client ID.
            scopes: what the app asks for.
            public_url: where browsers reach these pages.
            authorize_url: Slack's page on which people agree.
            now: the time in UTC.
            note: writes an action into the audit.
            hashed: returns a keyed hash of a purpose and words.
        """
        self._states = states
        self._hashed = hashed
        self._client_id = client_id
        self._scopes = ",".join(scopes)
        self._public_url = public_url.rstrip("/")
        self._authorize_url = authorize_url
        self._now = now
        self._note = note
        self._workspaces: InstalledWorkspaces | None = None
        self._oauth_tokens: OAuthTokens | None = None

    def connect(self, workspaces: InstalledWorkspaces, oauth_tokens: OAuthTokens) -> None:
        """Save in ``workspaces`` what ``oauth_tokens`` grants; before, nothing can be installed."""
        self._workspaces = workspaces
        self._oauth_tokens = oauth_tokens

    async def begin(self, _query: Mapping[str, str], _headers: Mapping[str, str]) -> HttpResponse:
        """Send a browser to Slack, with something to bring back."""
        browser, until = secrets.token_urlsafe(32), self._now() + timedelta(minutes=MINUTES)
        state = self._signed(secrets.token_urlsafe(32), str(int(until.timestamp())), browser)
        asked = {
            "client_id": self._client_id,
            "scope": self._scopes,
            "state": state,
            "redirect_uri": self._public_url + CALLBACK_PATH,
        }
        found = {"Location": f"{self._authorize_url}?{urlencode(asked)}", "Set-Cookie": self._cookie(browser)}
        return HttpResponse(302, HEADERS | found)

    async def callback(self, query: Mapping[str, str], headers: Mapping[str, str]) -> HttpResponse:
        """Finish an installation that this browser began."""
        state, browser = query.get("state", ""), _cookie_in(headers)
        if not (0 < len(state) <= LONGEST and browser and await self._is_known(state, browser)):
            log.warning("an installation was refused: its state is missing, used, too old or another browser's")
            return self._failure_page(400, phrases.STALE, phrases.STALE_NEXT)
        code = query.get("code", "")
        if query.get("error") or not 0 < len(code) <= LONGEST:
            return self._failure_page(200, phrases.CANCELLED, phrases.CANCELLED_NEXT)
        return await self._finish(code)

    def _signed(self, name: str, until: str, browser: str) -> str:
        return ".".join((name, until, self._hashed("install", name, until, browser)))

    async def _is_known(self, state: str, browser: str) -> bool:
        """Say whether this browser began it of late, and use it up."""
        name, until, *signature = state.split(".")[:3] if state.count(".") == 2 else ("", "")
        if not signature:
            return await self._states.take(state, browser)
        if not hmac.compare_digest(state.encode(errors="replace"), self._signed(name, until, browser).encode()):
            return False
        moment = datetime.fromtimestamp(int(until), UTC)
        return self._now() < moment and await self._states.use(state, until=moment)

    async def _finish(self, code: str) -> HttpResponse:
        if self._workspaces is None or self._oauth_tokens is None:
            return self._failure_page(503, phrases.REFUSED, phrases.REFUSED_NEXT)
        grant = await self._oauth_tokens.redeem(code, self._public_url + CALLBACK_PATH)
        tenant = tenant_of(grant or {})
        bot = await self._oauth_tokens.bot(text_at(grant, "access_token")) if grant is not None and tenant else None
        if grant is None or bot is None:
            return self._failure_page(502, phrases.REFUSED, phrases.REFUSED_NEXT)
        person = text_at(grant, "authed_user", "id")
        await self._workspaces.keep(tenant, grant, bot, by=person)
        await self._note("install", Asker("slack", tenant, person))
        log.info("a workspace installed the app")
        app = {"app": text_at(grant, "app_id"), "team": text_at(grant, "team", "id")}
        there = f"{Origin.parse(self._authorize_url)}/app_redirect?{urlencode({k: v for k, v in app.items() if v})}"
        return self._page(200, phrases.INSTALLED, phrases.INSTALLED_NEXT, phrases.OPEN_SLACK, there)

    def _failure_page(self, status: int, headline: str, text: str) -> HttpResponse:
        return self._page(status, headline, text, phrases.BEGIN_ANEW, self._public_url + INSTALL_PATH)

    def _page(self, status: int, headline: str, text: str, label: str, url: str) -> HttpResponse:
        headline, text, label, url = map(html.escape, (headline, text, label, url))
        page = (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{headline}</title>'
            '<meta name="viewport" content="width=device-width">'
            f'<main><h1>{headline}</h1><p>{text}</p><p><a href="{url}">{label}</a></p></main></html>'
        )
        return HttpResponse(status, HEADERS | {"Set-Cookie": self._cookie("")}, page.encode())

    def _cookie(self, value: str) -> str:
        secure = "; Secure" if self._public_url.startswith("https:") else ""
        age = MINUTES * 60 if value else 0
        path = urlsplit(self._public_url).path + CALLBACK_PATH
        return f"{COOKIE}={value}; Max-Age={age}; Path={path}; HttpOnly; SameSite=Lax{secure}"


def tenant_of(grant: Mapping[str, Any]) -> str:
    """Return whose installation it is: the organisation's where it installed the app for all, else the workspace's."""
    if grant.get("is_enterprise_install") is True:
        return text_at(grant, "enterprise", "id")
    return text_at(object_at(grant, "team"), "id")


def _cookie_in(headers: Mapping[str, str]) -> str:
    given = next((value for name, value in headers.items() if name.lower() == "cookie"), "")
    try:
        found = SimpleCookie(given).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None and 0 < len(found.value) <= LONGEST else ""
