"""The blocks of a whole text in; its headings as the list of contents has them, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefpress import ast
from briefpress.model import Blocks


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, its words, and the lines below it."""

    anchor: str
    title: str
    below: tuple[Entry, ...] = ()


def contents_of(blocks: Blocks) -> tuple[Entry, ...]:
    """Headings of the first two levels as the list of contents; groups of references aren't listed."""
    out: list[Entry] = []
    for level, anchor, title in _headings(blocks):
        if level == 1:
            out.append(Entry(anchor, title))
        elif level == 2 and out:
            last = out[-1]
            out[-1] = Entry(last.anchor, last.title, (*last.below, Entry(anchor, title)))
    return tuple(out)


def _headings(blocks: Blocks) -> Iterator[tuple[int, str, str]]:
    for block in blocks:
        if block["t"] == "Div":
            yield from _headings(block["c"][1])
        if block["t"] == "Header" and "reference-group" not in block["c"][1][1]:
            title = ast.plain(block["c"][2]).strip()
            if title:
                yield block["c"][0], block["c"][1][0], title
