#!/bin/sh
# Compiles the hashed requirements. uv is taken because its output names no index and no file host.
set -eu
lock() { .venv/bin/uv pip compile -q pyproject.toml --universal --generate-hashes --no-header --python-version 3.11 "$@"; }
lock -o deploy/requirements.txt
lock --extra tracing -c deploy/requirements.txt -o deploy/requirements-tracing.txt
lock --group dev -c deploy/requirements.txt -o deploy/requirements-dev.txt
lock --group bench -c deploy/requirements-dev.txt -o deploy/requirements-bench.txt
lock --group mutants -c deploy/requirements-dev.txt -o deploy/requirements-mutants.txt
