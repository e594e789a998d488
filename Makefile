# Two targets do everything: `make run` opens the interviewer, `make test` checks all of it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# `make test` runs tests in this many processes.
WORKERS ?= 2

.PHONY: run test setup lint types layers unit bank benchmark coverage clean

run: $(READY)
	$(BIN)/interviewer

test: setup lint types layers bank unit

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("interviewer needs Python 3.11 or newer; set PYTHON=") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	touch $(READY)

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

bank: $(READY)
	$(BIN)/interviewer bank check --strict --bank knowledge
	$(BIN)/interviewer bank test --bank knowledge

unit: $(READY)
	$(BIN)/pytest --numprocesses $(WORKERS)

# Apart from `unit`, which it makes take half as long again.
coverage: $(READY)
	$(BIN)/pytest --numprocesses $(WORKERS) --cov --cov-report=term

benchmark: $(READY)
	$(BIN)/pytest tests/benchmarks -m '' --numprocesses 0 -s

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
