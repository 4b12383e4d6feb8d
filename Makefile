# make demo: an environment of its own, the audit of samples/, and the report.  make test: all checks.
PYTHON ?= python3
VENV := .venv
AUDIT := $(VENV)/bin/audit
DEMO := build/demo.db

.PHONY: demo test install clean

demo: install
	mkdir -p build && rm -f $(DEMO)
	AUDIT_DB=sqlite:///$(DEMO) $(AUDIT) run samples --fail-on never
	AUDIT_DB=sqlite:///$(DEMO) $(AUDIT) report

test:
	PYTHON=$(PYTHON) .ci/run

install: $(VENV)/installed

$(VENV)/installed: setup.cfg pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "source-audit needs Python 3.11 or newer; say make demo PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade pip
	$(VENV)/bin/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

clean:
	rm -rf $(VENV) .venv-ci build dist *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
