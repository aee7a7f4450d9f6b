# Two commands on a fresh checkout: `make demo` and `make test`. What they need, they install into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export ACCORD_SKIP_WEB := 1
STATIC := src/accord/server/static/index.html
WEB := $(shell find web -name node_modules -prune -o -type f -print)

.PHONY: demo stop test install web lint types check-web browser spark trl docs

# what running and building the pages needs
$(VENV)/ready: pyproject.toml requirements/run.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# and what the tests need on top
$(VENV)/installed: $(VENV)/ready requirements/test.txt
	$(BIN)/python -m pip install --quiet --requirement requirements/test.txt
	touch $@

install: $(VENV)/installed

web/node_modules/installed: $(VENV)/ready web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	touch $@

$(STATIC): web/node_modules/installed $(WEB)
	cd web && npm run --silent build

web: $(STATIC)

demo: export ACCORD_HOME ?= $(CURDIR)/.demo
demo: $(VENV)/ready $(STATIC)
	@$(BIN)/accord demo --detach

stop: export ACCORD_HOME ?= $(CURDIR)/.demo
stop: $(VENV)/ready
	@$(BIN)/accord demo --stop

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: install
	$(BIN)/mypy

check-web: web/node_modules/installed
	cd web && npm run --silent check

# a browser for the tests that drive one: Debian's where this user may install it, else one that is there, else they say why not
browser: install
	@$(BIN)/python tests/e2e/browser.py --install

# Spark for the tests that compare with it, in a folder of its own; where it cannot be had they say why and are passed over
spark: install
	@$(BIN)/python tests/quality/spark.py --install

# TRL for the tests that train on an export, in an environment of its own; where it cannot be had they say why and are passed over
trl: install
	@$(BIN)/python tests/training/environment.py --install

# the manual as a site, to read from disk or to put anywhere; its generator has an environment of its own
docs:
	test -x .venv-docs/bin/python || $(PYTHON) -m venv .venv-docs
	.venv-docs/bin/python -m pip install --quiet --requirement requirements/docs.txt
	.venv-docs/bin/python -m mkdocs build --strict --quiet
	@echo "The manual: .build/site/index.html"

test: install
	$(MAKE) -j 2 lint types check-web web browser spark trl
	$(BIN)/python -m pytest -n 2 --dist loadfile
