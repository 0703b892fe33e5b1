# Two commands need nothing but python3 (3.11 to 3.13), git and make: `make demo` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
unexport PYTHONDONTWRITEBYTECODE # compiled once, started fast

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

$(READY): deploy/requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "Certdesk needs Python 3.11 to 3.13, this is %d.%d: try make PYTHON=python3.12" % v)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: install your system's python3-venv package"; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY) ## Set up the environment (done by the others when needed)

demo: $(READY) ## Serve a page that shows every answer as Slack, as Teams and as plain text
	@$(BIN)/certdesk demo

test: $(READY) ## Run the tests that need nothing but Python
	@$(BIN)/python -m pytest -n auto --dist worksteal -m 'not system'

# What changes the process (loggers, settings, engines, clocks), or would notice: in one process, three times.
ORDERED := tests/bots/app tests/bots/cli/test_app.py tests/bots/config tests/bots/observability tests/bots/runtime \
	tests/bots/slack/test_door.py tests/bots/teams/test_door.py tests/bots/playground/test_server.py tests/verifier_client/test_observer.py
SEEDS ?= $(shell $(PYTHON) -c 'import random; print(*random.sample(range(10**6), 3))')

orders: $(READY) ## Run the tests that could leave something behind in three random orders (SEEDS="1 2 3" repeats them)
	@for seed in $(SEEDS); do echo "In the order of seed $$seed:"; \
		$(BIN)/python -m pytest -q -m 'not system' --order-seed $$seed $(ORDERED) || exit 1; done

system: $(READY) ## Run those that need a browser, a PostgreSQL server or processes of their own
	@$(BIN)/python -m pytest -n auto --dist worksteal -m system

check: format lint types layers test ## All that must hold before a commit lands

format: $(READY) ## Is everything formatted? (`make fix` formats)
	@$(BIN)/ruff format --check

lint: $(READY) ## Lint
	@$(BIN)/ruff check

types: $(READY) ## Check types
	@$(BIN)/mypy

layers: $(READY) ## Check that imports go one way
	@$(BIN)/lint-imports --no-cache

fix: $(READY) ## Format, and mend what can be mended
	@$(BIN)/ruff format && $(BIN)/ruff check --fix

$(VENV)/.bench: $(READY) deploy/requirements-bench.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-bench.txt
	@touch $@

bench: $(VENV)/.bench ## Measure the promises on speed, side by side with the alternatives
	@$(BIN)/python -m tests.bench

$(VENV)/.mutants: deploy/requirements-mutants.txt $(READY)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-mutants.txt
	@touch $@

mutants: $(VENV)/.mutants ## Change 40 random lines, one at a time, and print what share the tests notice
	@$(BIN)/python -m tests.mutants

faults: $(READY) ## Kill workers, cut databases, fill disks, stop under load: nothing may be lost (two hours)
	@$(BIN)/python -m tests.faults

faults-short: $(READY) ## A few kills on each database and a stop under load, as CI runs them
	@$(BIN)/python -m tests.faults --short

laws: $(READY) ## Hold what must be true of any input against many more draws than a test run has time for
	@$(BIN)/python -m pytest -n auto --dist worksteal -m 'hypothesis and not system' --hypothesis-profile=laws

train-guide: $(READY) ## Fit the role guide's verdict to its sets anew, after a change of lexicon, features or sets
	@$(BIN)/python -m tests.training.lexicon_file
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.training.guide_training

bench-guide: $(READY) ## Cross-validate the role guide on its sets, and time it (some minutes)
	@$(BIN)/python -m tests.role_guide.bench

bench-understanding: $(READY) ## Score the understanding of messages on voices its models have not seen, and time it
	@$(BIN)/python -m tests.training.understanding_scores

scores: $(READY) ## Score the reading of messages, IDs, names, roles and badges on the sets in ../shared
	@test -d ../shared/eval || { echo "make scores needs the development sets and their scripts in ../shared, which are not here."; exit 1; }
	@$(BIN)/python ../shared/eval/score_extraction.py ../shared/data/extraction_dev.jsonl --show
	@$(BIN)/python ../shared/eval/score_names.py ../shared/data/names_dev.jsonl --show
	@$(BIN)/python ../shared/eval/score_names.py ../shared/data/names_scripts_dev.jsonl --show
	@$(BIN)/python ../shared/eval/score_intents.py ../shared/data/intents_dev.jsonl --show
	@$(BIN)/python ../shared/eval/score_pairs.py ../shared/data/pairs_dev.jsonl --show
	@$(BIN)/python ../shared/eval/score_guide.py ../shared/data/role_guide_off_dev.jsonl
	@$(BIN)/python ../shared/eval/score_badges.py ../shared/vectors

gallery: $(READY) ## Draw every kind of answer in Chromium into .gallery, and print how high each is on a phone
	@$(BIN)/python -m tests.gallery

numbers: $(READY) ## Print the house in numbers: folders, names, docstrings, references
	@$(BIN)/python -m tests.promises.numbers

fuzz: $(READY) ## Fuzz the reading of IDs and the Slack door for a minute each, and 2,000 made-up tables
	@$(BIN)/python -m pip install -q --disable-pip-version-check atheris
	@$(BIN)/python tests/fuzz/fuzz_find_ids.py -max_total_time=60
	@$(BIN)/python tests/fuzz/fuzz_slack_door.py -max_total_time=60
	@$(BIN)/python -m tests.fuzz.fuzz_tables

lock: $(READY) ## Compile the hashed requirements anew
	@sh deploy/lock.sh

clean: ## Remove the environment and what the tools left
	@rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .schemathesis .bench .mutants

.PHONY: help setup demo test orders system check format lint types layers fix bench mutants faults faults-short laws train-guide bench-guide bench-understanding scores gallery numbers fuzz lock clean
