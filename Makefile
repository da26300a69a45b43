# Each target installs its requirements; a fresh machine needs Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
RUN := .run-venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .bench-venv
WHEEL := .wheel-venv
MINIMAL := .minimal-venv
LOWEST := .lowest-venv
DOCS := .docs-venv
SPARKS := .spark-venv .spark-lowest-venv
# All tests of a file run in one process, which shares fixtures. In the order of their names, no long file is the last.
WORKERS := --numprocesses auto --dist loadfile --no-loadscope-reorder
# Tests start hundreds of commands: cached bytecode saves compiling their imports again.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Recipes read callers' values from the environment: a shell would execute values inserted into the recipe's text.
export BASE CONVERSATION DEST EXAMPLES FORCE ONLY PYTHON SELECTION SLIM VERSION MAKECMDGOALS

.DEFAULT_GOAL := help
CONFORMANCE := conformance-httpx conformance-aiohttp conformance-httpx2
TYPES := basedpyright mypy typing
# The slowest first, since two run at a time.
CHECKS := coverage $(TYPES) generate-check changelog-check operations-check imports lint
.PHONY: help values run test slow quick conformance $(CONFORMANCE) check $(CHECKS) types generate contract-diff operations-table fuzz bench bench-check faults dist release release-notes test-wheel test-minimal test-lowest spark spark-lowest vendor vendor-check docs docs-check stranger requirements clean

help:  ## Show the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

CHECK_PYTHON := "$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo PYTHON="$$PYTHON": expected Python 3.11 or newer >&2; exit 1; }
# $(call new_venv,FOLDER): create an environment if there is none.
new_venv = test -x $(1)/bin/python || { $(CHECK_PYTHON); "$$PYTHON" -m venv $(1); }

# Wrong values are refused before anything is installed.
values:
	@if test -x $(BIN)/python; then $(BIN)/python -m tools.values; else $(CHECK_PYTHON); "$$PYTHON" -m tools.values; fi

$(READY): requirements/dev.txt pyproject.toml | values
	@echo "Making $(VENV) with what development needs (about a minute) ..." >&2
	@$(call new_venv,$(VENV))
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(RUN)/.ready: requirements/run.txt pyproject.toml | values
	@echo "Making $(RUN) with what the command needs (under a minute, once) ..." >&2
	@$(call new_venv,$(RUN))
	@$(RUN)/bin/python -m pip install --quiet --require-hashes --requirement requirements/run.txt
	@$(RUN)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: $(RUN)/.ready  ## Show a whole conversation, from the embedded server, or from yours if CHATWOOT_BASE_URL is set.
	@if [ -n "$$CHATWOOT_BASE_URL" ]; then $(RUN)/bin/aiochatwoot show "$${CONVERSATION:-42}"; \
	else $(RUN)/bin/aiochatwoot --demo show "$${CONVERSATION:-42}"; fi
	@echo "That was $(RUN)/bin/aiochatwoot; try: $(RUN)/bin/aiochatwoot --demo list" >&2

# One run of the suite gives both the test result and the coverage.
define run_suite
$(BIN)/coverage erase
$(BIN)/coverage run -m pytest --quiet $(WORKERS) -m "not slow"
$(BIN)/coverage combine --quiet
endef

test: $(READY)  ## Run the tests.
	$(run_suite)

slow: $(READY)  ## Run the slow tests that `make test` omits (minutes).
	$(BIN)/python -m pytest --quiet $(WORKERS) -m slow

conformance: $(CONFORMANCE)  ## Run the behaviour tests over each transport.

$(CONFORMANCE): conformance-%: $(READY)
	$(BIN)/python -m pytest --quiet $(WORKERS) -m "behaviour and not load" --transport=$*

quick: $(READY)  ## Check lint, types and the tests nearest to the files changed since BASE=main; under a minute.
	@$(BIN)/python -m tools.quick "$$BASE"

check: $(READY)  ## Run all checks.
	@$(MAKE) --no-print-directory --jobs=2 $(CHECKS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TYPES)

mypy: $(READY)
	$(BIN)/mypy

basedpyright: $(READY)
	$(BIN)/basedpyright --warnings

typing: $(READY)
	$(BIN)/python -m tests.typing

imports: $(READY)
	$(BIN)/lint-imports --no-cache

# Runs the suite only if a file is newer than the data of the last run.
.coverage: $(READY) $(shell git ls-files -- overrides generated tests 2>/dev/null)
	$(run_suite)

coverage: .coverage
	$(BIN)/coverage report

generate: $(READY)  ## Rewrite openapi.yaml and generated/ from contract/.
	$(BIN)/python overrides/generator/generate.py --strict

generate-check: $(READY)  ## Fail if openapi.yaml and generated/ do not match contract/.
	$(BIN)/python overrides/generator/generate.py --strict --check

contract-diff: $(READY)  ## List the changes for callers since BASE=<git ref or file>, and the version that they require.
	@$(BIN)/python -m tools.contract_diff "$$BASE"

changelog-check: $(READY)  ## Fail if a breaking change (since BASE=, or the last release) is not in CHANGELOG.md.
	@$(BIN)/python -m tools.contract_diff --changelog "$$BASE"

operations-table: $(READY)  ## Rewrite the pages generated from the contract and the commands: operations, versions, reference, help.
	$(BIN)/python -m tests.operations_table

operations-check: $(READY)
	$(BIN)/python -m tests.operations_table --check

fuzz: $(READY)  ## Run the Hypothesis properties with EXAMPLES=10000 each, many more than `make test` (minutes).
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest --verbose --durations=5 -m law

$(BENCH)/.ready: benchmarks/requirements.txt | values
	@echo "Making $(BENCH) with the contenders (about a minute) ..." >&2
	@$(call new_venv,$(BENCH))
	$(BENCH)/bin/python -m pip install --quiet --require-hashes --requirement benchmarks/requirements.txt
	@touch $@

bench: $(BENCH)/.ready  ## Measure all figures and their peers (minutes), write the README's tables; ONLY=reading prints a part and a verdict.
	$(BENCH)/bin/python -m benchmarks speed $${ONLY:+--only "$$ONLY"}

faults: $(BENCH)/.ready  ## Measure calls while a server fails, for this client and its peers (minutes); ONLY=restarts prints a part.
	$(BENCH)/bin/python -m benchmarks faults $${ONLY:+--only "$$ONLY"}

bench-check: $(BENCH)/.ready  ## Fail if a ratio has fallen behind the README's by more than 25%.
	$(BENCH)/bin/python -m benchmarks speed --check $${ONLY:+--only "$$ONLY"}

dist: $(READY)  ## Build the wheel, the sdist and the SBOM, twice, and compare.
	@echo "Building the archives twice (under a minute) ..." >&2
	$(BIN)/python -m tools.dist

release: $(READY)  ## Prepare a release: set VERSION=0.2.0, and add its heading to CHANGELOG.md.
	@$(BIN)/python -m tools.release "$$VERSION"

release-notes: $(READY)  ## Fail if the tag of this commit has another version; write the version's notes to dist/notes.md.
	@$(BIN)/python -m tools.release --notes

# $(call with_wheel,FOLDER,LOCKS): create an environment with the packages of the lock files, again if one of them has
# changed; install the wheel of dist/, again if it has changed. The environment uses nothing from the working tree.
define with_wheel
@for lock in $(2); do test $(1)/.ready -nt $$lock || rm -f $(1)/.ready; done
@test -e $(1)/.ready || { echo "Making $(1) with what the tests need (about a minute) ..." >&2 && \
	"$$PYTHON" -m venv --clear $(1) && \
	$(1)/bin/python -m pip install --quiet --require-hashes $(addprefix --requirement ,$(2)) && touch $(1)/.ready; }
@cmp -s dist/aiochatwoot-*.whl $(1)/.wheel || \
	{ $(1)/bin/python -m pip install --quiet --no-deps --force-reinstall dist/aiochatwoot-*.whl && \
	cp dist/aiochatwoot-*.whl $(1)/.wheel; }
@$(1)/bin/python -c 'import aiochatwoot, sys; "site-packages" in aiochatwoot.__file__ or sys.exit("not the wheel")'
endef

# SELECTION= selects tests for these targets.
test-wheel: dist  ## Run the tests on the installed wheel.
	$(call with_wheel,$(WHEEL),requirements/dev.txt)
	$(WHEEL)/bin/python -m pytest --quiet $(WORKERS) -m "$${SELECTION:-not apart and not slow}"

test-minimal: dist  ## Run the tests on the wheel without extras.
	$(call with_wheel,$(MINIMAL),requirements/minimal.txt requirements/tests.txt)
	$(MINIMAL)/bin/python -m pytest --quiet $(WORKERS) --minimal=$(BIN)/python -m "$${SELECTION:-not apart and not slow}"

# The test client of the lowest Starlette, which only tests use, is older than these warnings of anyio. An older anyio
# is no alternative: with 4.3, calls past their deadline end with a CancelledError.
OLD_TEST_CLIENT := -W "ignore:The anyio.abc.BlockingPortal alias is deprecated:DeprecationWarning" \
	-W "ignore:Unclosed <MemoryObject:ResourceWarning"

test-lowest: dist  ## Run the tests on the wheel with the lowest versions of its requirements (Python 3.11).
	$(call with_wheel,$(LOWEST),requirements/lowest.txt)
	$(LOWEST)/bin/python -m pytest --quiet $(WORKERS) -m "$${SELECTION:-not apart and not slow}" $(OLD_TEST_CLIENT)

$(SPARKS:=/.ready): .%-venv/.ready: requirements/%.txt pyproject.toml | values
	@echo "Making .$*-venv with Spark (a minute or two) ..." >&2
	@$(call new_venv,.$*-venv)
	@.$*-venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@.$*-venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

spark: .spark-venv/.ready  ## Run the tests in Spark, and the recipes of engines; needs Java 17 or newer.
spark-lowest: .spark-lowest-venv/.ready  ## The same with the lowest version of Spark.
spark spark-lowest:
	.$@-venv/bin/python -m pytest --quiet tests/spark

vendor: $(READY)  ## Copy the package into another repository: DEST=path/to/src/app/_vendor; SLIM=1 without command line and embedded server; FORCE=1 overwrites edits there.
	@$(BIN)/python -m tools.vendor "$$DEST" $${FORCE:+--force} $${SLIM:+--slim}

vendor-check: $(READY)  ## Fail if the copy at DEST= is stale, was edited, or is ignored by git.
	@$(BIN)/python -m tools.vendor "$$DEST" --check

$(DOCS)/.ready: requirements/docs.txt | values
	@echo "Making $(DOCS) with what builds the documentation (under a minute) ..." >&2
	@$(call new_venv,$(DOCS))
	$(DOCS)/bin/python -m pip install --quiet --require-hashes --requirement requirements/docs.txt
	@touch $@

docs: $(DOCS)/.ready  ## Build the documentation into site/; fail for a warning or a dead link.
	@echo "Building the pages and following their links (under a minute) ..." >&2
	$(DOCS)/bin/python -m tools.site

docs-check: docs  ## Check every page of the documentation in Chromium, at desktop and phone width.
	$(DOCS)/bin/python -m tools.browser

stranger: values  ## Do what a newcomer does, in a new clone and home: run the README's blocks, and three applications (minutes).
	bash tools/stranger.sh

# The lowest versions are without mcp, which requires newer dependencies; spark has a separate environment.
LOWEST_EXTRAS := $(addprefix --extra ,aiohttp arrow cli fast generate httpx2 otel realtime redis testing)
EXTRAS := $(LOWEST_EXTRAS) --extra mcp
PIN := $(VENV)-pin/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-header --no-emit-index-url --no-emit-find-links

requirements: values  ## Update the pinned development requirements.
	@echo "Resolving each file of requirements/ (a minute or two) ..." >&2
	"$$PYTHON" -m venv $(VENV)-pin
	$(VENV)-pin/bin/python -m pip install --quiet --require-hashes --requirement requirements/pin.txt
	$(PIN) $(EXTRAS) --output-file requirements/dev.txt requirements/dev.in pyproject.toml
	$(PIN) --constraint requirements/dev.txt --output-file requirements/minimal.txt pyproject.toml
	$(PIN) --extra cli --constraint requirements/dev.txt --output-file requirements/run.txt requirements/run.in pyproject.toml
	$(PIN) --constraint requirements/dev.txt --output-file requirements/tests.txt requirements/tests.in
	$(PIN) $(LOWEST_EXTRAS) --resolution lowest-direct --output-file $(VENV)-pin/lowest.txt pyproject.toml
	$(PIN) $(LOWEST_EXTRAS) --constraint $(VENV)-pin/lowest.txt --output-file requirements/lowest.txt requirements/dev.in pyproject.toml
	$(PIN) --extra spark --extra testing --output-file requirements/spark.txt requirements/spark.in requirements/run.in \
		requirements/tests.in pyproject.toml
	$(PIN) --extra spark --extra testing --output-file requirements/spark-lowest.txt requirements/spark-lowest.in \
		requirements/run.in requirements/tests.in pyproject.toml
	$(PIN) --output-file benchmarks/requirements.txt benchmarks/requirements.in pyproject.toml
	$(PIN) --output-file requirements/docs.txt requirements/docs.in
	$(PIN) --output-file requirements/pin.txt requirements/pin.in
	rm -rf $(VENV)-pin

clean:  ## Remove virtual environments, caches and build output.
	rm -rf $(VENV) $(VENV)-pin $(RUN) $(BENCH) $(WHEEL) $(MINIMAL) $(LOWEST) $(DOCS) $(SPARKS) site .cache dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
