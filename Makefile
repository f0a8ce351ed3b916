# canbo: `make demo` shows what it does, `make test` shows that it works.
# Needs Python 3.11 or newer, make and a compiler; everything else is installed into .venv from the lock files.

PYTHON ?= python3
VENV   ?= .venv
UV     ?= uv
# What pytest is told: `make test PYTEST=tests/nlp` runs a part, in one process.
PYTEST ?= -n auto --dist loadfile

BIN     := $(VENV)/bin
# Progress bars of pip on a terminal, silence elsewhere.
QUIET   := $(shell test -t 2 || echo -qq)
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input $(QUIET)
LOCK    := $(UV) pip compile pyproject.toml --group build --universal --python-version 3.11 \
           --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test check lint format types contract bench lock clean

help:  ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed  ## install the locked default set, then go the whole way on the bundled sample newspaper
	@$(BIN)/canbo demo

test: $(VENV)/.installed-dev  ## install the locked developer set, then run all tests
	@$(BIN)/python -m pytest $(PYTEST)

check: lint types contract  ## all that can be checked without running canbo

lint: $(VENV)/.installed-dev  ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.installed-dev  ## ruff: put the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/.installed-dev  ## mypy --strict over the five packages
	@$(BIN)/python -m mypy

contract: $(VENV)/.installed-dev  ## import-linter: who may import whom
	@$(BIN)/lint-imports --no-cache

bench: $(VENV)/.installed-dev  ## speed of the extraction beside its peers, in the same run
	@$(BIN)/python benchmarks/bench_extract.py

lock:  ## make both lock files anew (needs uv)
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --output-file requirements-dev.lock

clean:  ## remove the environment and what the demo made
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# A stamp per set: installed once, and again when the lock or the project file changes.
$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing canbo into $(VENV) from $< (once; some minutes on a slow line)"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing canbo and its tools into $(VENV) from $< (once; some minutes on a slow line)"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "No '$(PYTHON)' found. Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3"; exit 1; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "canbo needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name a newer one: make PYTHON=python3.12"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' can't make environments: its venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; } >&2
	@$(PYTHON) -m venv $(VENV)
