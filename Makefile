# Two commands: `make run` reads the samples, answers five questions and opens a conversation; `make test` runs the tests.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: run test eval lint samples clean

# The stamp is as new as the last installation; a second `make run` installs nothing.
.venv/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,ocr]'
	touch $@

run: .venv/.installed
	$(BIN)/python -m bot.demo

test: .venv/.installed-dev
	$(BIN)/python -m pytest $(ARGS)

# Every question of our own over the samples: fails under 97 % right or over 0.3 % wrong.
eval: .venv/.installed
	rm -rf build/eval && mkdir -p build/eval
	$(BIN)/wenbao ingest --data build/eval samples
	for file in samples talks turns; do WENBAO_TODAY=2026-11-20 $(BIN)/wenbao eval --data build/eval --floor 97 tests/questions/$$file.jsonl || exit 1; done

lint: .venv/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

samples: .venv/.installed-dev
	$(BIN)/python -m tests.maker samples

clean:
	rm -rf .venv data build *.egg-info
