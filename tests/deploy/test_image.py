"""The image: small rights, nothing unpinned, and a health check that tells the truth."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import requires
from pathlib import Path
from threading import Thread

import pytest
from packaging.requirements import Requirement

from tests.deploy.deploy_files import DEPLOY, ROOT

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
LAST_STAGE = DOCKERFILE.rpartition("\nFROM ")[2]


def test_hadolint_finds_nothing():
    found = subprocess.run(
        [Path(sys.executable).parent / "hadolint", "--failure-threshold", "style", DEPLOY / "Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (found.returncode, found.stdout)


def test_both_stages_stand_on_one_base_that_is_pinned_by_tag():
    [base] = re.findall(r"^ARG BASE=(.+)$", DOCKERFILE, re.MULTILINE)

    assert re.fullmatch(r"python:3\.1[123]-slim-[a-z]+", base)
    assert ["${BASE} AS build", "${BASE}"] == re.findall(r"^FROM (.+)$", DOCKERFILE, re.MULTILINE)


def test_the_process_is_nobody_by_number_so_that_an_orchestrator_can_tell():
    assert re.search(r"^USER 65532:65532$", LAST_STAGE, re.MULTILINE)


def test_everything_that_is_installed_is_a_wheel_with_a_known_hash_or_our_own():
    installs = re.findall(r"pip (?:--python \S+ )?install(.*?)(?:&&|$)", DOCKERFILE, re.MULTILINE)

    assert len(installs) == 3
    for install in installs:
        hashed = {"--require-hashes", "--no-deps", "--only-binary"} <= set(install.split())
        assert hashed or install.split() == ["--no-deps", "dist/certdesk-*.whl"], install


def test_the_build_s_requirements_are_all_that_the_build_needs():
    [program] = re.findall(r"awk '([^']+)'", DOCKERFILE)
    locked = DEPLOY / "requirements-dev.txt"
    picked = subprocess.run([shutil.which("awk"), program, locked], capture_output=True, text=True, check=True).stdout
    names = set(re.findall(r"^([a-z-]+)==", picked, re.MULTILINE))
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {Requirement(each).name for each in pyproject["build-system"]["requires"]}
    for name in names:
        found = [Requirement(each) for each in requires(name) or []]
        needed |= {each.name for each in found if each.marker is None or each.marker.evaluate({"extra": ""})}

    assert needed == names
    assert picked.count("\\\n") == picked.count("--hash=")


def test_only_what_is_copied_reaches_the_builder():
    copied = {
        part for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE) for part in line.split()[:-1]
    }
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)

    assert copied == set(let_in)
    assert all((ROOT / name).exists() for name in let_in)


@pytest.mark.system
def test_the_health_check_believes_only_a_200():
    command = json.loads(re.search(r"^HEALTHCHECK .*? CMD (\[.*\])$", LAST_STAGE, re.MULTILINE)[1])

    def check(port):
        return subprocess.run(
            [sys.executable, *command[1:]], env={"CERTDESK_PORT": str(port)}, capture_output=True, check=False
        ).returncode

    with door(200) as well, door(503) as ill:
        assert (0, 1) == (check(well), check(ill))
        closed = well
    assert check(closed) == 1


@contextmanager
def door(status):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,)).start()
        yield server.server_port
        server.shutdown()
