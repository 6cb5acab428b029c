"""The Manuscript in; the drawings of its charts out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from briefpress import cache, versions
from briefpress.beside import Companion
from briefpress.diagnostics import Diagnostic, Outcome, Span, StageError, finding
from briefpress.engines import drawn_fonts, vega
from briefpress.model import Manuscript, Node, Project
from briefpress.outcomes import Drawings

_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"')
_SECONDS = 20
"""How long a chart may take that its author specified: a large one takes one."""


_TOO_MUCH = f"This chart can't be drawn within {_SECONDS} seconds and the memory that a chart has."
_LESS = "Sum its data up by `query`, and take expressions that make long lists out."

_WITHIN = "Name colours as `#7a1f2b` or `red`; put links and pictures into the text."


def drawings(_project: Project, manuscript: Manuscript, store: cache.Store, drawer: Companion) -> Outcome[Drawings]:
    """The charts of a manuscript, drawn. Raises StageError as `draw` does."""
    return Outcome(draw(manuscript.charts, store, drawer))


def draw(specifications: Mapping[str, Node], store: cache.Store, drawer: Companion) -> Drawings:
    """The charts by their targets. What was drawn before comes from the store, the rest from a second Python.

    Raises StageError where it can't be drawn.
    """
    made_with = vega.version(), versions.fonts()
    keys = {t: store.key("chart", *made_with, msgspec.json.encode(_placeless(s))) for t, s in specifications.items()}
    known = {t: data for t in specifications if (data := store.get(keys[t])) is not None}
    drawn = {t: msgspec.json.decode(data, type=tuple[str, dict[str, str]]) for t, data in known.items()}
    missing = [t for t in specifications if t not in drawn]
    if missing:
        own = [t for t in missing if "place" not in specifications[t]["usermeta"]]
        by_authors = _plain({t: specifications[t] for t in missing if t not in own})
        drawn_here = dict(zip(own, drawer.call(vega.draw, [specifications[t] for t in own]), strict=True))
        made = [by_authors.get(t) or drawn_here[t] for t in missing]
        for target, svg, used in zip(missing, made, drawer.call(drawn_fonts.of_each, made), strict=True):
            store.put(keys[target], msgspec.json.encode((svg, used)))
            drawn[target] = svg, used
    fonts = dict(sorted({name: digest for _, used in drawn.values() for name, digest in used.items()}.items()))
    return Drawings({target: drawn[target][0] for target in specifications}, fonts)


def _placeless(specification: Node) -> Node:
    """A specification without the place of its block, which doesn't change its drawing."""
    meta = {key: value for key, value in specification["usermeta"].items() if key != "place"}
    return {**specification, "usermeta": meta}


def _plain(specifications: Mapping[str, Node]) -> dict[str, str]:
    """The drawings of charts that their authors specified, each within bounds of its own.

    Raises StageError with all that can't be drawn (CHART011), or not in time and memory (CHART012).
    """
    made: dict[str, str] = {}
    found: dict[Span, Diagnostic] = {}
    waiting = list(specifications)
    while waiting:
        with Companion("Drawing a chart", _SECONDS) as drawer:
            ended = False
            while waiting and not ended:
                target = waiting.pop(0)
                place = Span(*specifications[target]["usermeta"]["place"])
                if place in found:
                    continue  # its other width
                try:
                    made[target], wrong = drawer.call(vega.attempt, _placeless(specifications[target]))
                except StageError as error:
                    if any(d.code == "ENG001" for d in error.diagnostics):
                        raise
                    found[place] = finding("CHART012", _TOO_MUCH, place, _LESS)
                    ended = True
                    continue
                made[target] = _in_room(made[target], specifications[target]["usermeta"]["room"])
                if not wrong and (outward := vega.outward(made[target])):
                    said = f"The drawing of this chart leads out of the brief: `{outward}`."
                    found[place] = finding("CHART010", said, place, _WITHIN)
                if wrong:
                    said = f"Vega-Lite can't draw this chart: {wrong}"
                    found[place] = finding("CHART011", said, place, "Look at its expressions, marks and scales.")
    if found:
        raise StageError(*found.values())
    return made


def _in_room(svg: str, width: int) -> str:
    """A drawing that is smaller than its room, with room beside it: else a page would make its letters larger."""
    size = _SIZE.search(svg)
    if size is None or float(size[1]) >= width:
        return svg
    return svg.replace(size[0], f'width="{width}" height="{size[2]}" viewBox="0 0 {width} {size[2]}"', 1)
