# One command each, from a bare checkout: the first makes .venv, later ones reuse it.
# PYTHON=/path/to/python3.12 chooses the interpreter, ARGS="-k places" goes to pytest, or with
# bench ARGS="--only find,scroll" to the suite.

BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help ready demo test lint bench clean

help:
	@echo 'make demo    open the 2016 campaign, made in demo/'
	@echo 'make test    run the tests'
	@echo 'make lint    check style, types, the direction of imports and the rules of the house'
	@echo 'make bench   measure the speed and print one table'
	@echo 'make clean   remove .venv, caches and builds; demo/ stays'

demo: ready
	@$(BIN)/python -m phonebank demo --directory demo

# Three at a time keep two cores busy, as many tests wait for a clock or another program. Whoever
# is done first takes over tests of the others; programs that are started find modules
# compiled, even where Python is told to keep nothing.
test: ready
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

lint: ready
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy -n 2
	@$(BIN)/python -m pytest tests/test_architecture.py

# What is measured beside ours comes only here, and again when pyproject.toml changed.
bench: ready
	@wanted="$$(cksum < pyproject.toml)"; [ "$$(cat .venv/bench 2>/dev/null)" = "$$wanted" ] || { \
		$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[test,bench]' && \
		echo "$$wanted" > .venv/bench; }
	@$(BIN)/python -m tests.benchmarks $(ARGS)

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find phonebank tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A suitable Python with venv, a virtual environment of that very Python at this very place, and
# the project in it, installed again only when pyproject.toml changed.
ready:
	@set -e; suits='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; \
	say='import sys; print("%d.%d" % sys.version_info[:2])'; found=; bare=; offer=3.11; \
	for one in $(or $(PYTHON),$(BIN)/python python3.13 python3.12 python3.11 python3); do \
		"$$one" -c "$$suits" >/dev/null 2>&1 || continue; \
		if "$$one" -c 'import venv, ensurepip' >/dev/null 2>&1; then found=$$one; break; fi; \
		bare=$${bare:-$$("$$one" -c "$$say")}; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
		echo "This Python $$bare cannot make a virtual environment: run  sudo apt-get install python$$bare-venv  and then make again." >&2; exit 1; \
	elif [ -z "$$found" ]; then \
		for version in 3.11 3.12 3.13; do apt-cache show python$$version-venv >/dev/null 2>&1 && offer=$$version; done; \
		mend="sudo apt-get install python$$offer python$$offer-venv"; \
		[ "$$(uname)" != Darwin ] || mend="brew install python@3.13"; \
		echo "phonebank needs Python 3.11, 3.12 or 3.13, which $(if $(PYTHON),$(PYTHON) is not,was not found): run  $$mend  or name one with  make PYTHON=/path/to/python." >&2; exit 1; \
	fi; \
	place="$(CURDIR) $$("$$found" -c "$$say")"; wanted="$$place $$(cksum < pyproject.toml)"; \
	case "$$($(BIN)/python -c '' 2>/dev/null && cat .venv/installed 2>/dev/null)" in \
		"$$wanted") exit 0;; \
		"$$place "*) ;; \
		*) if [ "$$found" = $(BIN)/python ]; then found=$$($(BIN)/python -c 'import sys; print(sys._base_executable)'); fi; \
			echo "Making .venv, once ..."; "$$found" -m venv --clear .venv;; \
	esac; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[test]'; \
	echo "$$wanted" > .venv/installed
