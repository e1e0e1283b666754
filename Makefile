# Everything a person does with a checkout. Needs make and Python 3.11 or later; all else comes from requirements.lock into .venv.

SHELL := /bin/sh
PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow check format spark docs webgl wheel lock clean

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F '\t' '{printf "make %-10s %s\n", $$1, $$2}'

demo: $(INSTALLED) ## build the sample articles into exports/ and say which page to open
	$(BIN)/kg build data/articles --out exports

test: $(INSTALLED) ## run the tests
	$(BIN)/python -m pytest

test-slow: $(INSTALLED) ## run the slow tests, which are left out of `make test`
	$(BIN)/python -m pytest -m slow

check: $(INSTALLED) ## check format, lint, types and the layers
	@status=0; for tool in "ruff format --check ." "ruff check ." "mypy" "lint-imports"; do \
	  echo "$$tool"; $(BIN)/$$tool || status=1; \
	done; exit $$status

format: $(INSTALLED) ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

spark: $(INSTALLED) ## add Spark to .venv, which its tests want (400 MB, and Java 17 or later has to be there)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pandas>=2.2,<3" "pyspark>=4.0,<5"

docs: $(INSTALLED) ## write docs/cli.md from the commands' help, docs/queries.md from the queries
	$(BIN)/python scripts/write_cli_docs.py
	$(BIN)/python scripts/write_query_docs.py

webgl: ## build what draws large graphs in the page, from the npm registry (needs npm)
	$(PYTHON) scripts/make_webgl.py

wheel: $(INSTALLED) webgl ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --wheel-dir dist .

lock: ## renew requirements.lock from pyproject.toml (needs uv: pip install uv)
	$(UV) pip compile pyproject.toml --output-file requirements.lock --upgrade --universal --python-version 3.11 \
	  --fork-strategy fewest --extra documents --extra parquet --extra remote --extra server --group dev --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

clean: ## remove .venv, caches and built packages
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python that is new enough; PYTHON is asked first. Wheels only: nothing is compiled and no build tool is fetched.
$(INSTALLED): requirements.lock pyproject.toml
	@for python in "$(PYTHON)" python3.13 python3.12 python3.11 python3.14; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "kg needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2; exit 1; fi; \
	echo "Installing into $(VENV) with $$("$$found" --version), once ..."; \
	"$$found" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@
