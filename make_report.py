"""The door of the repository: `python make_report.py …` is the command `briefpress …`."""

import sys

try:
    from briefpress.door import run
except ModuleNotFoundError as error:
    if error.name not in ("briefpress", "click"):
        raise
    sys.exit(
        "Briefpress isn't installed for this Python. Run: sh scripts/setup.sh && .venv/bin/python make_report.py build"
    )

if __name__ == "__main__":
    run()
