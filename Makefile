# Two commands on a fresh checkout: `make demo` and `make test`. What they need, they install into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: test install lint types

$(VENV)/installed: pyproject.toml requirements/test.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements/test.txt
	ACCORD_SKIP_WEB=1 $(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

install: $(VENV)/installed

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: install
	$(BIN)/mypy

test: lint types
	$(BIN)/python -m pytest
