# Short verbs. `make run` and `make test` do all set-up on a machine with Python 3.11+ and git.
# Every tool runs from .venv, which is made again when pyproject.toml or requirements.lock changes.

PYTHON ?= python3
DATA ?= data
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup run test check gate format lock release clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv with the tested versions of everything

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Onrecord needs Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "$(PYTHON) cannot create environments; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv with the tested versions (a minute or two the first time) ..."
	@$(PYTHON) -m venv .venv
	@# The lock is whole, so nothing is resolved: pip 23 looks past a pin when asked for it with an extra.
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --requirement requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $@

run: $(READY) ## start the daemon and the desk, with its database in ./data
	@$(BIN)/onrecord run --data-dir $(DATA)

test: $(READY) ## run the tests
	@$(BIN)/pytest -n 2 -q

check: $(READY) ## lint, format, types, import contracts, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

gate: check test ## everything that must hold before a commit reaches main

format: $(READY) ## put files into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## resolve requirements.lock anew (needs uv)
	@echo "# Tested versions of everything: runtime, tests, linters. Made by \`make lock\`; installed by \`make setup\`." > requirements.new
	@uv pip compile --universal --python-version 3.11 --extra postgres --group test --group lint \
		--generate-hashes --no-annotate --no-header --quiet pyproject.toml >> requirements.new
	@mv requirements.new requirements.lock

release: gate ## build what is published, once the gate has held
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove what setup and the tools made; data stays
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
