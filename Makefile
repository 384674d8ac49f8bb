# `make run` opens the viewer, `make test` checks everything; `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
# Handed to pip. Where it is not given, "make run" takes PyTorch's CPU build if there is no NVIDIA GPU;
# GPU=yes takes the other one anyway.
PIP_ARGS ?=
GPU ?=
# Packages that make it faster or read more; "make run EXTRAS=" installs none of them
EXTRAS ?= [fast]
BIN := $(VENV)/bin

.NOTPARALLEL:
.PHONY: run test lint bench bench-fast screenshot connections rooms covered translations clean help

run: $(VENV)/.installed ## install what is missing, then open the viewer on the sample pictures
	@VENV="$(VENV)" packaging/run.sh

test: $(VENV)/.installed-test libraries lint ## lint, types, import rules, all tests and what they cover, offscreen
	PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=
	$(BIN)/python packaging/covered.py

lint: $(VENV)/.installed-test ## lint, formatting, types and import rules alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

bench: $(VENV)/.installed-test libraries ## run every benchmark and print its tables
	@for script in parity painting speed folders; do \
		$(BIN)/python "benchmarks/$$script.py" || exit 1; \
	done
	@folder="$$($(BIN)/python -m viewer.core.stores.samples)" && \
		$(BIN)/python benchmarks/soak.py "$$folder" 500

# Each of them takes about six minutes at most on two quiet cores.
FAST_PARTS := trunk whole,answer score many judging export,cores start

bench-fast: $(VENV)/.installed-test libraries ## measure what OpenVINO brings, part by part; PARTS=judging for one
	@for part in $(or $(PARTS),$(FAST_PARTS)); do \
		$(BIN)/python -W ignore benchmarks/speed.py --only "$$part" --repeats 5 || exit 1; \
	done

screenshot: $(VENV)/.installed ## draw the window on the sample pictures into out/window.png
	$(BIN)/python packaging/screenshot.py "$$($(BIN)/python -m viewer.core.stores.samples)" out/window.png

connections: $(VENV)/.installed ## print which feature of the window hears of what, one connection a line
	@$(BIN)/python packaging/connections.py

rooms: $(VENV)/.installed ## bring the list of modules, docs/rooms.md, up to date
	$(BIN)/python packaging/room_list.py --write

covered: ## list what the last `make test` covered in whole: tests/covered.txt
	$(BIN)/python packaging/covered.py --write

translations: $(VENV)/.installed ## bring the Chinese texts up to date, and list what is to be translated
	$(BIN)/python packaging/translations.py --write

clean: ## remove what was built, drawn and cached; the environment stays
	rm -rf build dist out .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find viewer tests packaging -name __pycache__ -type d -exec rm -rf {} +

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: libraries
libraries: $(VENV)/.installed-test
	@$(BIN)/python packaging/linux/check_libraries.py offscreen fonts

# Stamps: pip runs again only when pyproject.toml has changed.
$(VENV)/.installed-test: pyproject.toml | $(VENV)/.created
	$(BIN)/python -m pip install $(PIP_ARGS) --editable '.[test]'
	@touch $(VENV)/.installed $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.created
	$(BIN)/python -m pip install $(or $(PIP_ARGS),$(if $(GPU),,$(shell $(PYTHON) packaging/cpu_build.py))) --editable '.$(EXTRAS)'
	@touch $@

$(VENV)/.created:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here; install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) packaging/check_python.py
	$(PYTHON) -m venv $(VENV)
	@touch $@
