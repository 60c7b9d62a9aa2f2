# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Taken as it is typed: a question may hold a dollar sign.
export QUESTION := $(value ASK)

BENCHMARKS := bench-retrieval bench-speed bench-growth bench-durability bench-answers bench-catalog bench-killed bench-nudges

.PHONY: run test check lock clean $(BENCHMARKS)

run: $(VENV)/.installed
	@if [ -n "$$QUESTION" ]; then $(BIN)/coach ask -- "$$QUESTION"; else $(BIN)/coach chat; fi

test: $(VENV)/.installed-dev
	@$(BIN)/pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What each measures, and which folder it wants in FOLDER: benchmarks/README.md.
$(BENCHMARKS): bench-%: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.$* $(if $(FOLDER),"$(FOLDER)") $(ARGS)

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
