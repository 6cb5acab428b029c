"""What brief.yaml says of a series, and a row, in; the same as the brief of that row has it, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefpress.braces import BRACES, Braces
from briefpress.diagnostics import Diagnostic, Span, StageError, finding
from briefpress.model import BRIEF
from briefpress.values.settings import Named
from briefpress.values.speaking import Speaker, of_row
from briefpress.variants import Row

_LATER = ("title", "subtitle", "description", "keywords", "series")
"""Keys whose braces may hold values as well, and are filled with those; and the one that says what the rows are."""

_OWN = (("title", "title"), ("identifier.doi", "DOI"), ("identifier.isbn", "ISBN"))
"""What tells one brief from another."""


def filled(
    root: Path, raw: Mapping[str, Any], row: Row | None, marks: Mapping[str, Span]
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """brief.yaml's data with what stands for `{{ row.COLUMN }}`; a brief that has no name of its own takes the row's.

    Raises StageError (SER006) for a series where no row is given.
    """
    if row is None:
        if raw.get("series") is not None:
            place = marks.get("series", Span(BRIEF))
            hint = "Name one of its briefs with `--only NAME`, where a command takes that; `build` makes all of them."
            raise StageError(
                finding("SER006", "This is the template of a series, and no brief of its own.", place, hint)
            )
        return dict(raw), []
    filler = Filler(root, str(raw.get("lang") or "en"), row)
    out = {key: value if key in _LATER else filler.value(value, key, marks) for key, value in raw.items()}
    found = [
        finding("SER007", f"All briefs of the series have the same {said}.", marks.get(key, Span(BRIEF)),
                f"Make it of the row: `{{{{ row.{next(iter(row.values))} }}}}`.")
        for key, said in _OWN if _is_bare(raw, key)
    ]  # fmt: skip
    if out.get("name") is None:
        out["name"] = row.name
    return out, [*found, *filler.findings()]


def _is_bare(raw: Mapping[str, Any], key: str) -> bool:
    """Whether a key has a text without braces."""
    value: Any = raw
    for name in key.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return isinstance(value, str) and bool(value) and "{{" not in value


class Filler:
    """Puts the cells of a row into texts of brief.yaml."""

    def __init__(self, root: Path, lang: str, row: Row) -> None:
        self._speaker = Speaker(lang, of_row(row, root, Named(), {}))
        self._braces = Braces({}, self._speaker)

    def value(self, value: Any, key: str, marks: Mapping[str, Span]) -> Any:
        """Data with what stands for the row's cells in each text of it. Other braces stay."""
        if isinstance(value, dict):
            return {name: self.value(item, f"{key}.{name}", marks) for name, item in value.items()}
        if isinstance(value, list):
            return [self.value(item, f"{key}.{n}", marks) for n, item in enumerate(value)]
        return self.text(value, marks.get(key, Span(BRIEF))) if isinstance(value, str) else value

    def text(self, text: str, place: Span) -> str:
        """A text with what stands for the row's cells."""

        def put(match: re.Match[str]) -> str:
            said = self._braces.said(match, place) if match[1].startswith("row.") else None
            return said.words if said else match[0]

        return BRACES.sub(put, text)

    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the braces, and with the cells that they name."""
        return (*self._braces.found, *self._speaker.findings())
