"""WeasyPrint 70's text of drawings in; the same with each run of it laid out as a whole, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PLACED = ("x", "y", "dx", "dy", "rotate")
_SPACED = ("letter-spacing", "textLength")


def keep_runs() -> None:
    """Let WeasyPrint lay out the text of an SVG in runs; calling it again changes nothing.

    It lays out each letter by itself, since SVG may place each. So Arabic letters don't join and stand in the order in
    which they are typed, from the left; syllables of India fall apart; no pair of letters is kerned. Text whose
    letters have places or a spacing of their own is left to it.
    """
    from weasyprint import svg

    original = svg.TAGS["text"]
    if getattr(original, "keeps_runs", False):
        return

    def text(drawing: Any, node: Any, font_size: float) -> None:
        original(drawing, _Run(node) if node.text and _is_run(node) else node, font_size)

    text.keeps_runs = True  # type: ignore[attr-defined]  # a mark on a function of ours
    svg.TAGS.update({tag: text for tag, draw in svg.TAGS.items() if draw is original})
    svg.text = text  # by which it knows what is text


def _is_run(node: Any) -> bool:
    return not any(node.get(name) for name in _SPACED) and all(
        len(node.get(name, "").replace(",", " ").split()) < 2 for name in _PLACED
    )


class _Run:
    """A node of an SVG whose text is one letter to whoever goes through it."""

    def __init__(self, node: Any) -> None:
        object.__setattr__(self, "_node", node)

    @property
    def text(self) -> str:
        """Its text."""
        return _Whole(self._node.text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._node, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._node, name, value)


class _Whole(str):
    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)
