"""A full number of examples in; how many of them a test of properties tries in this run, out."""

from __future__ import annotations

from hypothesis import settings

LONG = "long"
"""The profile of a run with `--long`."""


def examples(full: int) -> int:
    """All of them with `--long`, else two in five: where each builds whole briefs, they take most of a minute."""
    return full if settings.get_current_profile_name() == LONG else full * 2 // 5
