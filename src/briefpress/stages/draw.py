"""The Manuscript in; the drawings of its charts out."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from briefpress import cache, versions
from briefpress.beside import Companion
from briefpress.diagnostics import Outcome
from briefpress.engines import vega
from briefpress.model import Manuscript, Node, Project
from briefpress.outcomes import Drawings


def drawings(_project: Project, manuscript: Manuscript, store: cache.Store, drawer: Companion) -> Outcome[Drawings]:
    """The charts of a manuscript, drawn. Raises StageError as `draw` does."""
    return Outcome(Drawings(draw(manuscript.charts, store, drawer)))


def draw(specifications: Mapping[str, Node], store: cache.Store, drawer: Companion) -> dict[str, str]:
    """The SVG of each chart by its target. What was drawn before comes from the store, the rest from a second Python.

    Raises StageError where it can't be drawn.
    """
    made_with = vega.version(), versions.fonts()
    keys = {t: store.key("chart", *made_with, msgspec.json.encode(s)) for t, s in specifications.items()}
    drawn = {t: data.decode() for t in specifications if (data := store.get(keys[t])) is not None}
    missing = [t for t in specifications if t not in drawn]
    if missing:
        for target, svg in zip(missing, drawer.call(vega.draw, [specifications[t] for t in missing]), strict=True):
            store.put(keys[target], svg.encode())
            drawn[target] = svg
    return {target: drawn[target] for target in specifications}
