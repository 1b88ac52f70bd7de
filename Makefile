# Everything sets itself up on first use, in a private .venv; a second call sets nothing up.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
RUNS := $(VENV)/.runs
TESTS := $(VENV)/.tests

FONT_FOLDERS := /usr/share/fonts /usr/local/share/fonts $(HOME)/.fonts $(HOME)/.local/share/fonts

.PHONY: help brief test lint bench torture sample docs accuracy clean

help:
	@echo "make brief   a market brief from the embedded sample tape (ARGS=\"--story wrap\" is passed on)"
	@echo "make test    lint, then the tests (ARGS=\"tests/facts -k streak\" is passed on)"
	@echo "make lint    ruff, mypy, and which module may import which"
	@echo "make torture  kill fetches and publications at random moments and look for what is lost or doubled"
	@echo "make bench   the speed ratios"
	@echo "make sample  write the sample tape of fixtures/sample again"
	@echo "make docs    write what README.md and docs/ show of the product again"
	@echo "make accuracy  score the claim checker on claims that it has not seen"
	@echo "make clean   remove the environment, caches and builds; briefs stay"

brief: $(RUNS)
	@$(BIN)/truetape brief $(ARGS)

test: lint
	$(BIN)/python -m pytest $(ARGS)

lint: $(TESTS)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(TESTS)
	@set -e; for each in benchmarks/[!_]*.py; do $(BIN)/python $$each $(ARGS); done

torture: $(TESTS)
	$(BIN)/python tests/fetching/torture.py
	$(BIN)/python -m tests.publish.torture

sample: $(RUNS)
	$(BIN)/python fixtures/make_sample.py

docs: $(RUNS)
	$(BIN)/python docs/refresh.py

accuracy: $(TESTS)
	$(BIN)/python benchmarks/accuracy.py --each 40 --write

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name node_modules -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# A private Python. Debian parts venv from Python, and without a font no picture can be drawn: root gets both installed,
# anybody else is told how to.
$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed: install it, or say make PYTHON=/path/to/python" >&2; exit 2; fi
	@ready() { $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; }; \
	fonts() { ! command -v apt-get >/dev/null || find $(FONT_FOLDERS) -name '*.[ot]tf' 2>/dev/null | grep -q .; }; \
	packages=$$(sed '/# tests:/d; s/#.*//' apt-packages.txt | xargs); \
	if ! { ready && fonts; } && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing $$packages" >&2; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$packages; } >/dev/null || exit 2; \
	fi; \
	if ! ready; then echo "$(PYTHON) cannot make a private environment. On Debian: sudo apt-get install $$packages" >&2; exit 2; fi; \
	fonts || echo "No font was found, so pictures cannot be drawn. On Debian: sudo apt-get install fonts-dejavu-core" >&2
	@echo "Setting up $(VENV), once ..." >&2
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 2; }

# What a brief needs; then what the tests need besides. Both ask for a newer pip than Debian's.
$(RUNS): pyproject.toml constraints.txt | $(BIN)/python
	@$(PIP) install --constraint constraints.txt pip
	@$(PIP) install --constraint constraints.txt --build-constraint constraints.txt --editable .
	@touch $@

$(TESTS): $(RUNS)
	@$(PIP) install --constraint constraints.txt --build-constraint constraints.txt --editable '.[dask,desk,live,llm,parquet,postgres,press]' --group dev
	@touch $@
