"""A registry on loopback in a process of its own: answers every ID at once, and counts."""

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def run():
    from aiohttp import web

    asked = 0

    async def certificate(request):
        nonlocal asked
        asked += 1
        name = request.match_info["id"]
        body = {
            "id": name,
            "status": "active",
            "holder": {"name": "Jane Doe"},
            "certification": {"code": "AIDA", "title": "AI Deployment Associate", "issuer": "Production AI Institute"},
            "issued_on": "2026-03-02",
            "expires_on": "2028-03-02",
            "revoked_on": None,
            "reason": None,
            "url": f"https://registry.example/certificates/{name}",
            "superseded_by": None,
        }
        return web.Response(
            body=json.dumps(body).encode(),
            content_type="application/json",
            headers={"Cache-Control": "public, max-age=600"},
        )

    async def count(_request):
        return web.Response(text=str(asked))

    app = web.Application()
    app.add_routes([web.get("/v1/certificates/{id}", certificate), web.get("/count", count)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


@contextlib.asynccontextmanager
async def registry():
    """Yield the base URL of a running one; it ends with its standard input."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.registry", stdin=PIPE, stdout=PIPE, cwd=ROOT
    )
    try:
        port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stdin.close()
        await process.wait()


def config(url):
    return {"registries": {"pai": {"preset": "pai", "base_url": url}}}


if __name__ == "__main__":
    asyncio.run(run())
