# onrecord: who said what, how many, and when. `make` alone prints the targets.

PYTHON  ?= python3
RAW     = data/raw
OUT     = data/processed
MODEL   =
N       =
PRUNE   =
CORPORA = ../shared/corpora
LAYERS  =
ENCODER =

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip -qq --disable-pip-version-check

# Exit code 3 of `onrecord extract` means: finished, and some inputs are listed in the errors table. That is a
# result to look at, not a failure of the build.
EXTRACT_FLAGS = $(if $(MODEL),--model "$(MODEL)") $(if $(N),--workers "$(N)") $(if $(PRUNE),--prune)

# Training takes and frees large blocks all the time. Left to itself, glibc gives each back to the system: half of the
# time would go into that.
MALLOC = OMP_NUM_THREADS=1 MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184

.DEFAULT_GOAL := help
.PHONY: help setup extract reconcile all test torture check docs model eval bench clean
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

help: ## print the targets and variables
	@echo "usage: make TARGET [VARIABLE=value ...]"
	@echo
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@printf '  %-28s %s\n' \
	  'RAW=$(RAW)' 'articles to read: a file, a folder or a glob' \
	  'OUT=$(OUT)' 'folder for the tables' \
	  'MODEL=$(MODEL)' 'spaCy pipeline, a name or a path (default: the one that ships)' \
	  'N=$(N)' 'worker processes (default: as many as fit the machine)' \
	  'PRUNE=$(PRUNE)' '1: remove articles from OUT that are not in RAW any more (default: keep them)' \
	  'PYTHON=$(PYTHON)' 'Python 3.11 or newer, to build .venv with' \
	  'CORPORA=$(CORPORA)' 'where the annotated corpora lie, for model'

setup: $(VENV)/.dev ## make .venv with everything for development

extract: $(VENV)/.lean ## extract RAW into the tables under OUT; what is done already is not done again
	@$(BIN)/onrecord extract "$(RAW)" -o "$(OUT)" $(EXTRACT_FLAGS) || { code=$$?; [ $$code -eq 3 ] || exit $$code; \
	  echo "Finished, with inputs that could not be used: see $(OUT)/errors (exit code 3 of onrecord extract)."; }

reconcile: $(VENV)/.lean ## say who is who, and what is one statement or one quantity, across the articles in OUT
	@$(BIN)/onrecord reconcile "$(OUT)"

all: extract ## extract, reconcile, and a summary of both
	@$(MAKE) reconcile

test: $(VENV)/.dev ## run all tests
	@$(BIN)/python -m pytest -q

torture: $(VENV)/.dev ## kill, poison and overload runs, and fuzz the components, for hours (docs/reliability.md)
	@OMP_NUM_THREADS=1 $(BIN)/python -m tests.torture

check: $(VENV)/.dev ## lint, formatting, types, import layers, copied code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pylint --disable=all --enable=duplicate-code --score=no pipeline

docs: $(VENV)/.dev ## write docs/cli.md, docs/tables.md and docs/views.md anew from the code
	@$(BIN)/python docs/write_cli.py
	@$(BIN)/onrecord schema --write docs/tables.md
	@$(BIN)/python docs/write_views.py

model: $(VENV)/.train ## train models/en_onrecord anew from the corpora under CORPORA
	@$(MALLOC) $(BIN)/python -m pipeline.training.build "$(CORPORA)" \
	  $(if $(LAYERS),--layers "$(LAYERS)") $(if $(ENCODER),--encoder "$(ENCODER)")

eval: $(VENV)/.lean ## measure quality on the annotated corpora
	@$(BIN)/python -m pipeline.evaluate

bench: $(VENV)/.bench ## time the components, beside other libraries where they can be had
	@OMP_NUM_THREADS=1 $(BIN)/python -m pipeline.bench --raw "$(RAW)"

clean: ## remove .venv, caches and build files; tables stay
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environments. A stamp per set of packages, so that a second run installs nothing.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "onrecord needs Python 3.11 or newer; '$(PYTHON)' is not: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --quiet --python $(BIN)/python install pip; }
	@touch $@

$(VENV)/.lean: pyproject.toml | $(VENV)/.made
	@echo "Installing onrecord (a minute or two, the first time only)"
	@$(PIP) install -e .
	@touch $@

$(VENV)/.train: pyproject.toml | $(VENV)/.made
	@echo "Installing onrecord and what training needs (some minutes, the first time only)"
	@$(PIP) install -e '.[train]'
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/.made
	@echo "Installing onrecord and what it is timed beside (a minute or two, the first time only)"
	@$(PIP) install -e '.[bench]' || { echo "Some of it cannot be had here; the tables will say so."; $(PIP) install -e .; }
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.made
	@echo "Installing onrecord and what its tests and checks need (a minute or two, the first time only)"
	@$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.lean
