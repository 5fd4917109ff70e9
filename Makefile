# make report   the five pages about the articles in data/, written to report/
# make test     every test; those in a browser are skipped where no Chromium is found
# make lab      the notebooks in JupyterLab
# make bench    accuracy and speed; needs the test sets that benchmarks/README.md names
# make pictures the pictures in the README, taken of the pages as they are now
# make clean    remove what was made, the environment included

PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test lab bench pictures clean

report: .venv/ready
	$(BIN)/broadsheet report data --output report

test: .venv/ready-to-test
	$(BIN)/python -m pytest

lab: .venv/ready
	$(BIN)/jupyter lab notebooks

bench: .venv/ready-to-test
	for script in benchmarks/[!c]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

pictures: report .venv/ready-to-test
	$(BIN)/python docs/pictures.py report docs

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/ready-to-test: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

clean:
	rm -rf .venv report dist build .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
