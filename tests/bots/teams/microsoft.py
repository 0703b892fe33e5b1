"""Everything of Microsoft's on loopback: keys, token and connector; and the settings of a Certdesk that talks to it."""

import json
import time
from contextlib import asynccontextmanager

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer

from bots.teams.api.trust import ISSUER
from tests.bots.teams.fakes import APP, SECRET, TENANT, jwk, rsa_key

IDS = {"teams_app_id": APP, "teams_tenant_id": TENANT}
WHOLE = IDS | {"teams_app_secret": SECRET}


class Microsoft:
    """Answers on a port of its own, and keeps what was said to it."""

    def __init__(self):
        self.said = []
        self.token_status = 200

    @asynccontextmanager
    async def open(self):
        app = web.Application()
        app.router.add_get("/metadata", self._metadata)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_post("/v3/conversations/{chat}/activities", self._activity)
        app.router.add_post("/v3/conversations/{chat}/activities/{answered}", self._activity)
        app.router.add_put("/v3/conversations/{chat}/activities/{id}", self._activity)
        async with TestServer(app) as self.server:
            self.url = str(self.server.make_url("/"))
            yield self

    @property
    def settings(self):
        return WHOLE | {
            "teams_openid_url": f"{self.url}metadata",
            "teams_authority": self.url,
            "teams_service_hosts": "127.0.0.1",
        }

    async def _metadata(self, _request):
        return web.json_response({"jwks_uri": f"{self.url}keys"})

    async def _keys(self, _request):
        return web.json_response({"keys": [jwk("first")]})

    async def _token(self, _request):
        body = {"access_token": "outbound", "expires_in": 3600, "error": "invalid_client"}
        return web.json_response(body, status=self.token_status)

    async def _activity(self, request):
        body = await request.json()
        self.said.append((request.headers.get("Authorization"), body["type"], json.dumps(body)))
        return web.json_response({"id": "1"}, status=201)

    def signed(self):
        moment = int(time.time())
        claims = {"iss": ISSUER, "aud": APP, "serviceurl": self.url, "nbf": moment, "exp": moment + 600}
        return {"Authorization": f"Bearer {jwt.encode(claims, rsa_key('first'), 'RS256', {'kid': 'first'})}"}
