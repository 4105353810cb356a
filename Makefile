# Two commands do everything: `make demo` and `make test`. Each makes its own environment.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CLAIMS := $(abspath $(BIN)/claims)
DATA_DIR ?= ../shared/data
DATA ?= all
FUZZ_MINUTES ?= 60
FUZZ_FROM ?= 0

.PHONY: demo test test-lowest soak fuzz lint bench bench-speed bench-desk bench-screen model picture clean

# An article through the whole desk, offline: extract, look up, report.
demo: export CLAIMS_DB = sqlite:///desk.db
demo: $(VENV)/.installed
	rm -rf demo
	mkdir demo
	cp examples/claims.toml demo
	cd demo && $(CLAIMS) sources import-wikidata ../examples/wikidata-sample.json --out wikidata.db
	cd demo && $(CLAIMS) extract ../examples/summit-in-lisbon.txt
	cd demo && $(CLAIMS) lookup last --source snapshot --offline
	cd demo && $(CLAIMS) report last -o report.html
	@echo "The report is $(CURDIR)/demo/report.html"

test: $(VENV)/.tested
	$(BIN)/python -m pytest

# Eight people at once and two hundred kills, on both databases, two hundred new drafts, every command on a full disk, in
# a read-only home, without streams and into a closed pipe, a hundred times Ctrl-C, and a newsroom's quarter; takes an hour.
soak: $(VENV)/.tested
	$(BIN)/python -m pytest -n 0 tests/reviews/test_crowd.py tests/reviews/test_redrafts.py \
		tests/reviews/test_places.py tests/reviews/test_ctrl_c.py tests/reviews/test_quarter.py --soak

# Every reader, answer, dump, rule and writer on bent seeds (tests/seeds), an hour in all. What fails becomes a seed.
# It prints its last round: FUZZ_FROM goes on after it.
fuzz: $(VENV)/.tested
	$(BIN)/python -m pytest -n 0 -s $(wildcard tests/*/test_fuzz_*.py) --fuzz-minutes $(FUZZ_MINUTES) --fuzz-from $(FUZZ_FROM)

# The oldest version of every dependency that pyproject.toml allows.
test-lowest: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(VENV)/lowest
	$(BIN)/uv pip install --quiet --python $(VENV)/lowest/bin/python --resolution lowest-direct --editable . --group test
	$(VENV)/lowest/bin/python -m pytest

lint: $(VENV)/.linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/make_commands.py --check
	$(BIN)/python docs/make_licences.py --check

# Quality and speed tables from public data; floors in benchmarks/floors.toml only rise.
bench: $(VENV)/.tested
	$(BIN)/python -m benchmarks --data $(DATA_DIR)

# Words a second beside bare spaCy, textacy, dateparser and HeidelTime; the last two where they are installed.
bench-speed: $(VENV)/.tested
	$(BIN)/python -m benchmarks.throughput --data $(DATA_DIR)

# A desk of 300,000 claims in 6,000 articles on SQLite and PostgreSQL: the queue, storing, chains, the archive.
bench-desk: $(VENV)/.tested
	$(BIN)/python -m benchmarks.desk

# From a posted key to the write that answers it, in the review of 200 claims, beside an empty application.
bench-screen: $(VENV)/.tested
	$(BIN)/python -m benchmarks.screen

# The language pipeline, from public data to claims/model (DATA=free leaves out ner/worldwide).
model: $(VENV)/.training
	$(BIN)/python -m training all --data $(DATA_DIR) $(if $(filter free,$(DATA)),--free)

# The README's picture of the demo's report; needs a Chromium.
picture: demo
	$(BIN)/python docs/make_picture.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group test
	touch $@

$(VENV)/.linted: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --group lint
	touch $@

$(VENV)/.training: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group training
	touch $@

clean:
	rm -rf $(VENV) dist demo
