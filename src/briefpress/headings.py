"""The headings of the sections in; the same with no level left out, and findings for those without words, out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from briefpress import ast
from briefpress.diagnostics import Diagnostic, finding
from briefpress.model import Node, Section, SourceMap


def stepped(sections: list[Section], where: SourceMap, found: list[Diagnostic]) -> list[Section]:
    """The sections with each heading at most one level below the one before it; a finding for each that was not.

    A reader who goes from heading to heading takes a step that is left out for a part that is missing (WCAG 1.3.1);
    ISO 14289-1, 7.4.2 forbids it in a PDF.
    """
    above = 0
    out = []
    for section in sections:
        seen: Counter[int] = Counter()

        def step(node: Node, section: Section = section, seen: Counter[int] = seen) -> Node | None:
            nonlocal above
            if node["t"] != "Header":
                return None
            level, attr, words = node["c"]
            seen[level] += 1
            right = min(level, above + 1) if above else level
            above = right
            if right == level:
                return None
            place = where.find(section.path, "level", "#" * level, seen[level] - 1)
            said = f"This heading is of level {level}, where one of level {right} could stand; it is printed as that."
            found.append(finding("SECT010", said, place, f"Write it with `{'#' * right}`."))
            return ast.header(right, attr, words)

        out.append(replace(section, blocks=ast.rewrite(section.blocks, step)))
    return out


def wordless(section: Section, where: SourceMap) -> list[Diagnostic]:
    """Findings for headings without words of their own: a citation alone is a number in a note style."""
    seen: Counter[int] = Counter()
    found = []
    for node in ast.walk(section.blocks):
        if node["t"] == "Header" and not _said(node):
            level = node["c"][0]
            place = where.find(section.path, "empty heading", "#" * level, seen[level])
            seen[level] += 1
            cites = any(n["t"] == "Cite" for n in ast.walk(node))
            said = "This heading has no words" + (" but a source." if cites else ".")
            found.append(finding("SECT009", said, place, "Give it some, or delete the line."))
    return found


def _said(heading: Node) -> str:
    words = ast.rewrite(heading["c"][2], lambda node: [] if node["t"] == "Cite" and _in_note(node) else None)
    return ast.plain(words).strip()


def _in_note(cite: Node) -> bool:
    return any(c["citationMode"]["t"] != "AuthorInText" for c in cite["c"][0])
