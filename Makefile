# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Taken as it is typed: a question may hold a dollar sign.
export QUESTION := $(value ASK)

.PHONY: run test check lock bench clean

run: $(VENV)/.installed
	@if [ -n "$$QUESTION" ]; then $(BIN)/coach ask -- "$$QUESTION"; else $(BIN)/coach chat; fi

test: $(VENV)/.installed-dev
	@$(BIN)/pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	scripts/lock

clean:
	rm -rf $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml
	@scripts/install "$(PYTHON)" $(VENV) requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml
	@scripts/install "$(PYTHON)" $(VENV) requirements-dev.lock
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: requirements-bench.lock pyproject.toml
	@scripts/install "$(PYTHON)" $(VENV) requirements-bench.lock
	@touch $@ $(VENV)/.installed-dev $(VENV)/.installed
