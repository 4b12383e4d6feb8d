"""The command line as it is called, with the auditor that needs no models: ``python -m tests.cli.called run …``."""

from __future__ import annotations

from audit import making
from audit.cli import main
from tests.engine.stub import make

if __name__ == "__main__":
    making.make_auditor = make
    main()
