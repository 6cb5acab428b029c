"""A medium's blocks in; the same with each reference's ways back in that medium's words, out.

Where every citation is in a note, the notes' numbers lead back, the same in every format. Else paper gives the numbers
of pages, which the style sheet puts in, and a screen the citations' own count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefpress import ast
from briefpress.model import Blocks, Node
from briefpress.settings import Medium
from briefpress.wording import Words


def placeholder(anchors: list[str]) -> Node:
    """The places that cite a source, which `ways_back` writes out once the medium is known."""
    links = [ast.link(f"#{anchor}", []) for anchor in anchors]
    return ast.div(ast.attr("", ["backlinks"]), [ast.plain_block(links)])


def ways_back(blocks: Blocks, words: Words, medium: Medium) -> Blocks:
    """Write out the placeholders. Of two citations in one note, one way back is enough; a citation that the medium
    hasn't has none."""
    notes = _notes_of_citations(blocks)

    def change(node: Node) -> Node | list[Node] | None:
        if not ast.has_class(node, "backlinks"):
            return None
        anchors = [link["c"][2][0][1:] for link in node["c"][1][0]["c"]]
        anchors = [a for a in anchors if a in notes]
        if not anchors:
            return []
        return ast.div(node["c"][0], [ast.plain_block(_line(anchors, notes, words, medium))])

    changed: Blocks = ast.rewrite(blocks, change)
    return changed


def _line(anchors: list[str], notes: Mapping[str, int | None], words: Words, medium: Medium) -> list[Node]:
    numbers = [notes[a] for a in anchors]
    if all(numbers):
        places = dict(reversed(list(zip(numbers, anchors, strict=True))))
        said = words.cited_in_notes if len(places) > 1 else words.cited_in_note
        links = [_way(places[n], ast.text(str(n)), f"{words.note} {n}") for n in sorted(places, key=lambda n: n or 0)]
    elif medium == "paper":
        said = words.cited_on_pages if len(anchors) > 1 else words.cited_on_page
        links = [_way(a, [ast.span(ast.attr("", ["page"], data_href=f"#{a}"), [])]) for a in anchors]
    else:
        said = words.cited
        links = [_way(a, ast.text(str(i)), f"{words.back_to_text} {i}") for i, a in enumerate(anchors, 1)]
    out: list[Node] = [*ast.text(said), {"t": "Space"}]
    for i, link in enumerate(links):
        out += [*ast.text(words.comma), link] if i else [link]
    return out


def _way(anchor: str, inlines: list[Node], label: str = "") -> Node:
    pairs = {"aria_label": label} if label else {}
    return ast.link(f"#{anchor}", inlines, ast.attr("", ["backlink"], **pairs))


def _notes_of_citations(blocks: Blocks) -> dict[str, int | None]:
    """The number of the note that each citation makes or stands in, by the citation's id; None where it has none."""
    found: dict[str, int | None] = {}
    count = 0

    def visit(item: Any, within: int | None) -> None:
        nonlocal count
        if isinstance(item, list):
            for child in item:
                visit(child, within)
        elif isinstance(item, dict):
            kind = item.get("t")
            if kind == "Note":
                count += 1
                within = count
            anchor = item["c"][0][0] if kind == "Span" and "cite" in item["c"][0][1] else ""
            before = count
            for value in item.values():
                visit(value, within)
            if anchor:
                found[anchor] = within or (before + 1 if count > before else None)

    visit(blocks, None)
    return found
