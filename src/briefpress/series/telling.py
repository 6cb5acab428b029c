"""What was found in each brief of a series, in; each finding once, with the briefs that it is of, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefpress.diagnostics import Diagnostic, finding
from briefpress.variants import Absent

_NAMED = 3


def told(found: Mapping[str, Sequence[Diagnostic]]) -> list[Diagnostic]:
    """The findings of the briefs by their names: each once, behind it which briefs, and how many of how many.

    What stands on the same line is the same, though the words before it are longer in one brief than in another.
    """
    briefs: dict[Diagnostic, dict[str, Diagnostic]] = {}
    for name, diagnostics in found.items():
        for one in diagnostics:
            line = replace(one.span, column=0) if one.span else None
            briefs.setdefault(replace(one, span=line), {}).setdefault(name, one)
    return [
        replace(next(iter(by.values())), message=f"{one.message} {_of(list(by), len(found))}")
        for one, by in briefs.items()
    ]


def _of(names: Sequence[str], count: int) -> str:
    if len(names) == count > 1:
        return f"[in all {count} briefs]"
    listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return f"[in {listed}]" if len(names) == 1 else f"[in {len(names)} of {count} briefs: {listed}]"


def nowhere(absent: Sequence[Sequence[Absent]]) -> list[Diagnostic]:
    """A note for each conditional part that none of the briefs has, whose absent parts are given brief by brief."""
    count = len(absent)
    parts = set.intersection(*(set(one) for one in absent)) if absent else set()
    return [
        finding("SER005", f"This part stands in none of the {count} briefs: `{part.test}` holds for no row.",
                part.place, "Mend its condition, or delete the part.")
        for part in sorted(parts, key=lambda part: part.place)
    ]  # fmt: skip
