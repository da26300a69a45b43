# Each target sets up what it needs; on a fresh machine: Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .bench-venv
DOCS := .docs-venv
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports contract coverage generate generate-check operations-table operations-check fuzz bench bench-check docs docs-check requirements clean

help:  ## Show the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("aiochatwoot needs Python 3.11 or newer; set PYTHON=")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY)  ## Show a whole conversation: of the embedded server, or of yours if CHATWOOT_BASE_URL is set.
	@if [ -n "$$CHATWOOT_BASE_URL" ]; then $(BIN)/aiochatwoot show $${CONVERSATION:-42}; \
	else $(BIN)/aiochatwoot --demo show $${CONVERSATION:-42}; fi

test: $(READY)  ## Run the tests.
	$(BIN)/python -m pytest --quiet

check: lint types contract generate-check operations-check imports coverage  ## Everything that must hold.

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy
	$(BIN)/basedpyright --warnings

contract: $(READY)
	$(BIN)/openapi-spec-validator openapi.yaml

imports: $(READY)
	$(BIN)/lint-imports --no-cache

coverage: $(READY)
	$(BIN)/coverage run -m pytest --quiet
	$(BIN)/coverage report

generate: $(READY)  ## Rewrite generated/ from openapi.yaml.
	$(BIN)/python overrides/generator/generate.py

generate-check: $(READY)  ## Fail if generated/ is not what openapi.yaml generates.
	$(BIN)/python overrides/generator/generate.py --check

operations-table: $(READY)  ## Rewrite docs/operations.md.
	$(BIN)/python -m tests.operations_table

operations-check: $(READY)
	$(BIN)/python -m tests.operations_table --check

fuzz: $(READY)  ## The laws of decoding, with many more examples than `make test` (minutes).
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest --quiet -m law

$(BENCH)/.ready: benchmarks/requirements.txt
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --require-hashes --requirement benchmarks/requirements.txt
	@touch $@

bench: $(BENCH)/.ready  ## Measure everything beside its peers (minutes), and write the README's tables.
	$(BENCH)/bin/python -m benchmarks

bench-check: $(BENCH)/.ready  ## Fail if a ratio has fallen behind the README's by more than 25%.
	$(BENCH)/bin/python -m benchmarks --check

$(DOCS)/.ready: requirements/docs.txt
	@test -x $(DOCS)/bin/python || $(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --require-hashes --requirement requirements/docs.txt
	@touch $@

docs: $(DOCS)/.ready  ## Build the documentation into site/; a warning or a link that leads nowhere fails.
	$(DOCS)/bin/python -m tools.site

docs-check: docs  ## Look at every page of the documentation in Chromium, at desktop and phone width.
	$(DOCS)/bin/python -m tools.browser

requirements:  ## Pin the development requirements anew.
	$(PYTHON) -m venv $(VENV)-pin
	$(VENV)-pin/bin/python -m pip install --quiet uv
	$(VENV)-pin/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-header --no-emit-index-url --no-emit-find-links --extra cli --extra otel --extra testing \
		--output-file requirements/dev.txt requirements/dev.in pyproject.toml
	$(VENV)-pin/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-header --no-emit-index-url --no-emit-find-links \
		--output-file benchmarks/requirements.txt benchmarks/requirements.in pyproject.toml
	$(VENV)-pin/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-header --no-emit-index-url --no-emit-find-links \
		--output-file requirements/docs.txt requirements/docs.in
	rm -rf $(VENV)-pin

clean:  ## Remove what was made.
	rm -rf $(VENV) $(VENV)-pin $(BENCH) $(DOCS) site .cache dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
