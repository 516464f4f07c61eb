# NQ57: the only door. Each recipe is one command; `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
PROVINCE ?= hung-yen
LANGUAGES ?= fr,vi,en
LANGUAGE_OF_SITE ?= fr
NQ57 := .venv/bin/nq57
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet
AUDIT := .venv/bin/pip-audit --strict --progress-spinner off --require-hashes --disable-pip -r requirements-test.txt -r requirements-release.txt
FUZZ := .venv/bin/python tests/fuzz/target.py -max_total_time=600 -artifact_prefix=build/fuzz/
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.venv/bin/python:
	$(PYTHON) -m venv .venv || { $(SUDO) apt-get update && $(SUDO) apt-get install -y python3-venv && $(PYTHON) -m venv --clear .venv; }

.venv/site: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.txt && $(PIP) install --no-deps --no-build-isolation -e . && .venv/bin/python -m compileall -q scripts && touch $@

.venv/tests: requirements-test.txt .venv/site
	$(PIP) install --require-hashes -r requirements-test.txt && touch $@

.venv/release: requirements-release.txt .venv/site
	$(PIP) install --require-hashes -r requirements-release.txt && touch $@

.venv/chromium:
	command -v chromium chromium-browser google-chrome || { $(SUDO) apt-get update && $(SUDO) apt-get install -y chromium; }
	touch $@

.venv/nginx:
	PATH=$$PATH:/usr/sbin command -v nginx || { $(SUDO) apt-get update && $(SUDO) apt-get install -y nginx-light; }
	touch $@

.PHONY: help site check serve bundle bundles i18n history addresses graph schema test lint bench-citations bench-search \
  bench-graphs bench-build clean lock sbom audit endure fuzz axe test-nginx screenshot
help: ## list these commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

site: .venv/site ## check the notes, build the site in three languages, say how to open it
	@$(NQ57) site --language $(LANGUAGES) $(addprefix --as-of ,$(AS_OF))

check: .venv/site ## say all that is wrong with the notes
	@$(NQ57) check

serve: .venv/site ## show the site at http://127.0.0.1:8000 and rebuild it when a note is saved
	@$(NQ57) serve --language $(LANGUAGE_OF_SITE)

bundle: .venv/site ## write offline bundles: make bundle PROVINCE=hung-yen, or all; OPTIONS="--language vi,fr"
	@$(NQ57) bundle $(PROVINCE) $(OPTIONS)

bundles: .venv/site ## write the bundle of every province, and the page that lists them
	@$(NQ57) bundle all

i18n: .venv/site ## bring the catalogs of translations up to date and say how much is translated
	@$(NQ57) i18n

history: .venv/site ## write the changes of the notes to docs/history.json, for copies without git
	@$(NQ57) history

schema: .venv/site ## write what editors go by, from the model: .vscode/note.schema.json and nq57.code-snippets
	@$(NQ57) schema > .vscode/note.schema.json && $(NQ57) schema --snippets > .vscode/nq57.code-snippets

addresses: .venv/site ## keep the addresses of today in kb/addresses.txt: the check guards them
	@$(NQ57) addresses

graph: .venv/site ## write the citation graph as JSON to build/graph.json
	@mkdir -p build && $(NQ57) graph --format json > build/graph.json

test: .venv/tests .venv/chromium lint ## run every check and every test, the browser's too
	.venv/bin/python -m pytest -n auto --dist loadfile

lint: .venv/tests ## format, types, import contract
	.venv/bin/ruff format --check scripts tests docs benchmarks && .venv/bin/ruff check scripts tests docs benchmarks && .venv/bin/mypy && .venv/bin/lint-imports

.venv/peers: benchmarks/requirements-peers.txt .venv/tests
	$(PYTHON) -m venv .venv/peer-programs && .venv/peer-programs/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r benchmarks/requirements-peers.txt && touch $@

bench-build: .venv/peers ## measure building 1,000 and 10,000 notes beside MkDocs Material and Zensical
	.venv/bin/python benchmarks/build.py --peers .venv/peer-programs

bench-citations: .venv/tests ## measure the finder of citations beside a naive pattern
	.venv/bin/python benchmarks/citations.py

sbom: .venv/release site ## write what the site is made of to build/sbom.cdx.json (CycloneDX)
	@$(NQ57) sbom > build/sbom.cdx.json && .venv/bin/python tests/release/valid_sbom.py build/sbom.cdx.json

audit: .venv/release ## look for known vulnerabilities of every locked package (needs a network)
	@mkdir -p build; $(AUDIT) 2> build/audit.log; code=$$?; echo "audit: $$(tail -n 1 build/audit.log)"; exit $$code

endure: .venv/tests ## the long random runs: 200 sequences of edits, 100 kills
	NQ57_ROUNDS=200 .venv/bin/python -m pytest tests/build/test_edits.py tests/build/test_memory.py && NQ57_ROUNDS=100 .venv/bin/python -m pytest tests/build/test_kills.py

test-nginx: .venv/tests .venv/chromium .venv/nginx ## serve the site with the system's nginx by the lines of the guide, and ask it
	NQ57_NGINX=1 .venv/bin/python -m pytest tests/site/test_hosting.py

screenshot: .venv/tests .venv/chromium site ## take the picture of the README
	.venv/bin/python tests/release/screenshot.py build/site index.html docs/screenshot.png

axe: .venv/tests .venv/chromium ## look for barriers on every page of every edition, narrow and wide, light and dark (an hour)
	NQ57_AXE=all .venv/bin/python -m pytest -n auto tests/site/test_reading.py

fuzz: .venv/tests ## look for inputs that break the reader of notes and the finder of citations, 10 minutes each
	mkdir -p build/fuzz/note build/fuzz/citations && $(FUZZ) note -dict=tests/fuzz/note.dict build/fuzz/note && $(FUZZ) citations -dict=tests/fuzz/citations.dict build/fuzz/citations

bench-search: .venv/tests .venv/chromium ## measure the search over invented notes, beside Pagefind and the stock index
	$(PIP) install -r benchmarks/requirements.txt && .venv/bin/python benchmarks/search.py

bench-graphs: .venv/tests .venv/chromium ## measure the pictures and the map beside pyvis and a tuned vis-network
	.venv/bin/python benchmarks/graphs.py

clean: ## remove what was built
	rm -rf build

lock: .venv/tests ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header --no-annotate -o requirements.txt
	uv pip compile pyproject.toml --extra build --extra test --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header --no-annotate -c requirements.txt -o requirements-test.txt
	uv pip compile pyproject.toml --extra release --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header --no-annotate -c requirements-test.txt -o requirements-release.txt
