# What a person types. Everything that is installed is installed from here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE_PATH_PREFIX := PATH="$(CURDIR)/$(BIN):$$PATH"

.PHONY: run test walk shots check bench build browser database proxy clean format soak sbom
.DELETE_ON_ERROR:

run: $(VENV)/installed build ## install, build, migrate, start
	$(BIN)/tagwalk run

test: $(VENV)/installed-dev build browser database proxy tests/lighthouse/node_modules/.installed ## every test, the browser's walks too; on SQLite and on PostgreSQL
	$(NODE_PATH_PREFIX) npm test --prefix static --silent
	$(BIN)/python -m pytest -q
	$(BIN)/python -m pytest -q --postgres -m 'not walk and not server'

walk: $(VENV)/installed-dev build browser tests/lighthouse/node_modules/.installed ## only the walks: the app in a real browser, from scan to record
	$(BIN)/python -m pytest -q -m walk

shots: $(VENV)/installed-dev build browser ## pictures of every page, and a contact sheet of them; ONLY=part for some
	@$(BIN)/python -m tests.shots $(ONLY)

soak: $(VENV)/installed-dev build ## what draws by lot and what is killed, for hours instead of moments
	SOAK=1 $(BIN)/python -m pytest -q tests/test_hammer.py tests/test_odd_envelopes.py tests/test_described_calls.py \
	  tests/test_faults.py tests/test_file_faults.py tests/test_kill.py tests/test_defects.py tests/test_phones.py \
	  tests/walk/test_bad_network.py tests/walk/test_battery.py

check: $(VENV)/installed-dev static/node_modules/.installed ## formatter, linter, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(NODE_PATH_PREFIX) npm run check --prefix static --silent

sbom: $(VENV)/installed-dev ## what the program is made of, as a CycloneDX file; development's own packages left out
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --of JSON -o sbom.json

bench: $(VENV)/installed-dev build browser ## figures, one JSON object a line; ONLY=prefix for some
	@$(BIN)/python -m tests.bench $(ONLY)

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

build: static/dist/manifest.json ## the phone's code

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tagwalk needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

static/node_modules/.installed: static/package-lock.json static/package.json | $(VENV)/installed
	$(NODE_PATH_PREFIX) npm ci --prefix static --silent --no-audit --no-fund
	touch $@

tests/lighthouse/node_modules/.installed: tests/lighthouse/package-lock.json | $(VENV)/installed
	$(NODE_PATH_PREFIX) npm ci --prefix tests/lighthouse --silent --no-audit --no-fund --ignore-scripts
	touch $@

static/dist/manifest.json: $(VENV)/installed static/node_modules/.installed static/build.mjs static/package.json $(wildcard static/src/*)
	$(NODE_PATH_PREFIX) npm run build --prefix static --silent

browser: ## a Chromium with Chinese fonts, where there is none
	@command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q . || \
	  { [ "$$(id -u)" = 0 ] && SUDO= || SUDO=sudo; \
	    $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; }

database: ## PostgreSQL's programs, where there are none; the tests start a server of their own
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && SUDO= || SUDO=sudo; \
	    $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends postgresql >/dev/null; }

proxy: ## nginx, where there is none; the tests start one of their own
	@command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || \
	  { [ "$$(id -u)" = 0 ] && SUDO= || SUDO=sudo; \
	    $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends nginx-light >/dev/null; }

clean:
	rm -rf $(VENV) static/node_modules tests/lighthouse/node_modules static/dist
