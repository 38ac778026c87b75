# `make run` and `make test` set everything up by themselves, on a machine with git, make and Python.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The stamp's name carries the clone's path: a clone that was moved or copied is set up anew.
STAMP := $(VENV)/ready$(subst /,-,$(subst $() ,_,$(CURDIR)))
DEV_STAMP := $(STAMP).dev
CLOCKED := $(patsubst %,tests/cli/test_%.py,report_command store_commands operator_audit terminal_chat) \
    $(patsubst %,tests/dialogs/test_%.py,reminders overviews tickets feedback)
# Of these the files that know of a clock or a date, which are found when the moments are tried.
ALSO_CLOCKED := tests/services tests/domain tests/rendering tests/knowledge
# What Python has compiled is kept: to read 400 files of tests anew takes each run half a minute of both processors.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
export PYTHONUTF8 := 1

.PHONY: run setup demo test moments soak force chaos check bench pictures lint types layers knowledge requirements release clean
.NOTPARALLEL:

run: $(STAMP)
	@exec $(BIN)/econnect-bot run

# The first start: the app, its tokens and the support team, question by question. ARGS goes to the command.
# Whoever presses Ctrl-C in it has been told how to go on (exit code 130): make and its shell add nothing to that.
setup: $(STAMP)
	@trap : INT; $(BIN)/econnect-bot setup $(ARGS) || [ $$? -eq 130 ]

# A support team's week in the browser, with a clock to turn. ARGS goes to the command.
demo: $(STAMP)
	@trap : INT; $(BIN)/econnect-bot demo $(ARGS) || [ $$? -eq 130 ]

# Tests wait more than they work: three at a time, on two cores as well. ARGS goes to pytest.
test: $(DEV_STAMP)
	@$(BIN)/python -m pytest -n 3 --dist loadscope --no-loadscope-reorder $(ARGS)

# The tests that follow a clock, at moments when programs about time go wrong. No moment is planted in other processes.
moments: $(DEV_STAMP)
	@files=$$(grep -rlE 'tests\.(clocks|moments)|datetime|timedelta|harness' --include='test_*.py' $(ALSO_CLOCKED)) && \
	for moment in $$($(BIN)/python -m tests.moments); do \
	    PLANTED_MOMENT=$$moment $(BIN)/python -m pytest -n 3 --dist loadscope -m "not slow" -k "not postgres and not socket and not test_tracing and not test_hostile_text" $$files $(CLOCKED) || exit 1; \
	done

# A year in fast motion on both databases: half an hour. `.ci/run` does a small one.
soak: $(DEV_STAMP)
	@$(BIN)/python -m bench.soak $(ARGS)

# Kills, stops, dead and silent databases and a bad Slack, under load: an hour. Exit code 1 where something is lost.
force: $(DEV_STAMP)
	@$(BIN)/python -m bench.force $(ARGS)

# Random events, faults and kills on both databases: hours. `.ci/run` does five seeds of each.
chaos: $(DEV_STAMP)
	@LIFE_SEEDS=1-50 CHAOS_SEEDS=1-200 $(BIN)/python -m pytest tests/faults/test_ticket_lives.py tests/faults/test_chaos.py -x

check: lint types layers knowledge
	@$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadscope

bench: $(DEV_STAMP)
	@$(BIN)/python -m bench

# The pictures of the README and docs, taken from the playground: needs Chromium.
pictures: $(DEV_STAMP)
	@$(BIN)/python -m tests.browser.pictures

lint: $(DEV_STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(DEV_STAMP)
	@$(BIN)/mypy

layers: $(DEV_STAMP)
	@$(BIN)/lint-imports

knowledge: $(DEV_STAMP)
	@$(BIN)/econnect-bot check --quick

# Compiles the declared dependencies into hash-pinned files that name no package index.
requirements: $(DEV_STAMP)
	@sh requirements/compile.sh

# Wheel, source and list of components in dist/, each with its checksum; fails where a licence is none that we take.
release: $(DEV_STAMP)
	@sh requirements/release.sh

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage*

$(STAMP): pyproject.toml requirements/run.txt requirements/setup.sh requirements/install.sh
	@sh requirements/setup.sh "$(PYTHON)" "$(VENV)" run "$(STAMP)" </dev/null >&2

$(DEV_STAMP): $(STAMP) requirements/dev.txt
	@sh requirements/setup.sh "$(PYTHON)" "$(VENV)" dev "$(DEV_STAMP)" </dev/null >&2
