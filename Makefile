# make demo: an environment of its own, the audit of samples/, and the report.  make test: all checks.  make docs: the site of the docs.
PYTHON ?= python3
VENV := .venv
AUDIT := $(VENV)/bin/audit
DEMO := build/demo.db

.PHONY: demo test docs install clean

demo: install
	mkdir -p build && rm -f $(DEMO)
	AUDIT_DB=sqlite:///$(DEMO) $(AUDIT) run samples --fail-on never
	AUDIT_DB=sqlite:///$(DEMO) $(AUDIT) report

test:
	PYTHON=$(PYTHON) .ci/run

docs:
	$(PYTHON) -m venv build/docs-venv
	build/docs-venv/bin/python -m pip install --quiet -r docs/requirements.txt
	build/docs-venv/bin/sphinx-build -q -W --keep-going -c docs -b html . build/site
	@echo "open build/site/docs/index.html, or: $(PYTHON) -m http.server -d build/site"

install: $(VENV)/installed

$(VENV)/installed: setup.cfg pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "source-audit needs Python 3.11 or newer; say make demo PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade pip
	$(VENV)/bin/python -m pip install --quiet --constraint constraints.txt --editable '.[formats]'
	touch $@

clean:
	rm -rf $(VENV) .venv-ci build dist *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
