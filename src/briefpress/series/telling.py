"""What was found in each brief of a series, in; each finding once, with the briefs that it is of, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefpress.diagnostics import Diagnostic, Severity, finding
from briefpress.variants import Absent

_NAMED = 3


def told(found: Mapping[str, Sequence[Diagnostic]]) -> list[Diagnostic]:
    """The findings of the briefs by their names: each once, behind it which briefs, and how many of how many.

    What stands on the same line is the same, though the words before it are longer in one brief than in another; of
    what is no error, also where the row's own words make it read otherwise.
    """
    briefs: dict[tuple[Diagnostic, int], dict[str, Diagnostic]] = {}
    for name, diagnostics in found.items():
        seen: Counter[Diagnostic] = Counter()
        for one in dict.fromkeys(diagnostics):
            same = _same(one)
            briefs.setdefault((same, seen[same]), {})[name] = one
            seen[same] += 1
    return [_told(by, len(found)) for by in briefs.values()]


def _same(one: Diagnostic) -> Diagnostic:
    """What a finding has in common with those of other briefs that are the same."""
    line = replace(one.span, column=0) if one.span else None
    rows = one.severity is not Severity.ERROR and line is not None
    return replace(one, span=line, message="" if rows else one.message, related=() if rows else one.related)


def _told(by: Mapping[str, Diagnostic], count: int) -> Diagnostic:
    first, *others = by.values()
    alike = any(one.message != first.message for one in others)
    return replace(first, message=f"{first.message} {_of(list(by), count, 'the like ' if alike else '')}")


def _of(names: Sequence[str], count: int, alike: str) -> str:
    if len(names) == count > 1:
        return f"[{alike}in all {count} briefs]"
    listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return f"[in {listed}]" if len(names) == 1 else f"[{alike}in {len(names)} of {count} briefs: {listed}]"


def nowhere(absent: Sequence[Sequence[Absent]]) -> list[Diagnostic]:
    """A note for each conditional part that none of the briefs has, whose absent parts are given brief by brief."""
    count = len(absent)
    parts = set.intersection(*(set(one) for one in absent)) if absent else set()
    return [
        finding("SER005", f"This part stands in none of the {count} briefs: `{part.test}` holds for no row.",
                part.place, "Mend its condition, or delete the part.")
        for part in sorted(parts, key=lambda part: part.place)
    ]  # fmt: skip
