"""A diagnostic's code in; its title, explanation and default severity out. The docs and SARIF are made from it."""

from __future__ import annotations

from briefpress.codes import (
    of_artifacts,
    of_editions,
    of_evidence,
    of_forges,
    of_rebuilding,
    of_reviews,
    of_series,
    of_texts,
    of_values,
)
from briefpress.codes.kinds import Code

__all__ = ["REGISTRY", "REINSTALL", "Code"]

REGISTRY: dict[str, Code] = {
    code.code: code
    for module in (
        of_texts,
        of_evidence,
        of_editions,
        of_rebuilding,
        of_forges,
        of_reviews,
        of_artifacts,
        of_values,
        of_series,
    )
    for code in module.CODES
}

REINSTALL = "Install Briefpress again: `sh scripts/setup.sh` in its repository, or `pip install --force-reinstall .`"
"""What to do where a library of the program's own is missing."""
