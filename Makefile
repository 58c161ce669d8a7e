# What a newcomer needs: `make demo` and `make test`. Nothing is asked of the machine but make and Python 3.11 or newer.

# The first of these that is 3.11 or newer; name another with `make PYTHON=...`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --editable
DEMO := demo.db

.PHONY: help demo test test-all check bench docs clean

help:  ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

$(VENV)/made:
	@[ -n "$(PYTHON)" ] || { echo "onrecord needs Python 3.11 or newer; none found, name one with make PYTHON=..." >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)" >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# Each stamp is renewed when the list of dependencies changes; otherwise a second run starts at once.
$(VENV)/runtime: pyproject.toml $(VENV)/made
	@echo "Installing onrecord (a few minutes the first time)" >&2
	@$(PIP) .
	@touch $@

$(VENV)/dev: pyproject.toml $(VENV)/made
	@echo "Installing onrecord and what its tests need (a few minutes the first time)" >&2
	@$(PIP) '.[dev]'
	@touch $(VENV)/runtime $@

demo: $(VENV)/runtime  ## Read the articles in examples/articles into a fresh casefile and show what was said
	@rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@for facts in states organisations holders; do $(BIN)/onrecord actors import --db $(DEMO) examples/actors/$$facts.csv; done
	@$(BIN)/onrecord add --db $(DEMO) examples/articles
	@echo; $(BIN)/onrecord show documents --db $(DEMO)
	@echo; $(BIN)/onrecord show statements --db $(DEMO) --limit 12
	@echo; $(BIN)/onrecord show lineage --db $(DEMO)
	@echo; $(BIN)/onrecord show register --db $(DEMO) --origins 2 --limit 8
	@echo; $(BIN)/onrecord show shifts --db $(DEMO)
	@echo; $(BIN)/onrecord show conflicts --db $(DEMO)
	@echo; $(BIN)/onrecord show proposals --db $(DEMO)
	@echo; echo "The casefile is $(DEMO). Go on with:"
	@echo "  $(BIN)/onrecord serve --db $(DEMO)                         open it in the browser: http://127.0.0.1:8000/"
	@echo "  $(BIN)/onrecord show register --db $(DEMO)                 what the articles put on record together"
	@echo "  $(BIN)/onrecord show entry ID --db $(DEMO)                 one act: reports, chains, origins, ladders, answers"
	@echo "  $(BIN)/onrecord show matrix --db $(DEMO)                   who stands where"
	@echo "  $(BIN)/onrecord show calendar --db $(DEMO)                 meetings, votes, attacks, as reported"
	@echo "  $(BIN)/onrecord gaps --for XVM --against coalition --db $(DEMO)    what a guarantee still lacks"
	@echo "  $(BIN)/onrecord report --db $(DEMO) -o demo.html           everything as one page, with pictures"
	@echo "  $(BIN)/onrecord export --db $(DEMO) --to xlsx -o demo.xlsx as a workbook"
	@echo "  $(BIN)/onrecord tracker import examples/tracker/tracker.xlsx --db $(DEMO)    your own table beside it"
	@echo "  $(BIN)/onrecord show statements --db $(DEMO)               every statement"
	@echo "  $(BIN)/onrecord show commitments --db $(DEMO)              who would do what, and how far it has come"
	@echo "  $(BIN)/onrecord show events --db $(DEMO)                   what happened or is planned"
	@echo "  $(BIN)/onrecord review --db $(DEMO)                        put records right, the doubtful first"
	@id=$$($(BIN)/onrecord show documents --db $(DEMO) --limit 1 --csv | tail -n 1 | cut -c 1-8); \
	echo "  $(BIN)/onrecord show document $$id --db $(DEMO)        an article with its statements marked"
	@echo "  $(BIN)/onrecord check --db $(DEMO)                         do the words still stand where they stood?"
	@echo "  $(BIN)/onrecord add PATH...                                your own pages, into onrecord.db"

test: $(VENV)/dev  ## Run the tests, with a short visit in a browser where a Chromium is found
	@$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: test  ## Run the tests, then the slow ones: killed runs, every page in a browser, attacks
	@$(BIN)/python -m pytest -n 2 -m slow

check: $(VENV)/dev  ## Lint, format and type checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/dev  ## Smoke-run every benchmark; run one without --smoke for its figures
	@set -e; for script in benchmarks/[!_]*.py; do echo "== $$script --smoke"; $(BIN)/python "$$script" --smoke; done

docs: $(VENV)/dev  ## Write docs/commands.md anew from the commands' --help
	@$(BIN)/python -m onrecord.cli.reference > docs/commands.md

clean:  ## Remove what was made, your casefiles excepted
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
