"""Letters that no font here has, and the brief in; a finding for each line that has some of them, out."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from contextlib import suppress

from briefpress import files
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import BRIEF, Project

_SHOWN = 5


def without_font(project: Project, letters: str) -> list[Diagnostic]:
    """A finding for each line that has letters without a font, at the first of them."""
    lines: dict[tuple[str, int], list[tuple[Span | None, str]]] = defaultdict(list)
    for letter in letters:
        place = _first_place(project, letter)
        lines[(place.path, place.line) if place else ("", 0)].append((place, letter))
    hint = "Install a font that has it, such as those of Noto, or write the word in other letters."
    found = []
    for there in lines.values():
        named = ", ".join(f"`{letter}` (U+{ord(letter):04X}{_named(letter)})" for _, letter in there[:_SHOWN])
        more = f" and {len(there) - _SHOWN} more" if len(there) > _SHOWN else ""
        said = f"No font here has the letter{'s' * (len(there) > 1)} {named}{more}."
        found.append(finding("FONT001", said, there[0][0], hint))
    return found


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    return "" if not name or name.endswith(f"{ord(letter):x}") else f", {name}"


def _first_place(project: Project, letter: str) -> Span | None:
    """Where a letter stands first: in a section, else in brief.yaml or a bibliography."""
    texts = [(section.path, section.text) for section in project.sections]
    for path in (BRIEF, *project.references):
        with suppress(OSError, files.OutsideBriefError):
            data = files.read_inside(project.root, project.root / path)
            texts.append((path, data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")))
    for path, text in texts:
        at = text.find(letter)
        if at >= 0:
            return Span.at(path, text, at)
    return None
