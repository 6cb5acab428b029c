"""The Manuscript in; the drawings of its charts out."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from briefpress import cache, versions
from briefpress.beside import Companion
from briefpress.diagnostics import Outcome
from briefpress.engines import drawn_fonts, vega
from briefpress.model import Manuscript, Node, Project
from briefpress.outcomes import Drawings


def drawings(_project: Project, manuscript: Manuscript, store: cache.Store, drawer: Companion) -> Outcome[Drawings]:
    """The charts of a manuscript, drawn. Raises StageError as `draw` does."""
    return Outcome(draw(manuscript.charts, store, drawer))


def draw(specifications: Mapping[str, Node], store: cache.Store, drawer: Companion) -> Drawings:
    """The charts by their targets. What was drawn before comes from the store, the rest from a second Python.

    Raises StageError where it can't be drawn.
    """
    made_with = vega.version(), versions.fonts()
    keys = {t: store.key("chart", *made_with, msgspec.json.encode(s)) for t, s in specifications.items()}
    known = {t: data for t in specifications if (data := store.get(keys[t])) is not None}
    drawn = {t: msgspec.json.decode(data, type=tuple[str, dict[str, str]]) for t, data in known.items()}
    missing = [t for t in specifications if t not in drawn]
    if missing:
        made = drawer.call(vega.draw, [specifications[t] for t in missing])
        for target, svg, used in zip(missing, made, drawer.call(drawn_fonts.of_each, made), strict=True):
            store.put(keys[target], msgspec.json.encode((svg, used)))
            drawn[target] = svg, used
    fonts = dict(sorted({name: digest for _, used in drawn.values() for name, digest in used.items()}.items()))
    return Drawings({target: drawn[target][0] for target in specifications}, fonts)
