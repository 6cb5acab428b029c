"""Words of a reviewed document that are no paragraph of a section's in; where in the brief they are from, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from briefpress.diagnostics import Span
from briefpress.engines.reviewed.marked import Paragraph
from briefpress.evidence.text.whereabouts import Places
from briefpress.model import Library, Project
from briefpress.reviewing.letters import words
from briefpress.reviewing.matching import Part
from briefpress.reviewing.prose import ATOM, Leaf

_TELLING = 4
"""So many words tell a text from others."""


class Elsewhere:
    """The places of words that a document has from brief.yaml, from a bibliography, or from a section's attributes."""

    def __init__(self, project: Project, library: Library, parts: Sequence[Part]) -> None:
        self._project, self._library, self._parts = project, library, parts
        self._settings = [
            (key, words(str(value)))
            for key, value in [*_texts(msgspec.to_builtins(project.brief), "")]
            if words(str(value))
        ]
        self._titles = {key: words(str(record.get("title", ""))) for key, record in library.records.items()}

    def of(self, paragraph: Paragraph) -> tuple[Span | None, str]:
        """The place of a paragraph's words, None where there is none; and what to say of it."""
        said = words(paragraph.sent) or words(paragraph.accepted)
        if not said:
            return None, "it has no words that were sent"
        for key, value in self._settings:
            if value == said or (len(value) >= _TELLING and _within(value, said)):
                return self._project.mark(key), f"the program writes it from `{key}` of brief.yaml"
        for key, title in self._titles.items():
            if len(title) >= 2 and _within(title, said):
                return self._library.places.get(key), f"the program writes it from the reference `{key}`"
        for part in self._parts:
            if len(said) >= _TELLING:
                place = Places(part.path, part.written).of(paragraph.sent or paragraph.accepted)
                if place.line and self._really(part, place, said):
                    return place, "it stands in an attribute or in data, which are changed by hand"
        if paragraph.story in ("header", "footer"):
            return None, "it is in the head or the foot of the pages, which the program writes"
        return None, "no section has these words"

    def _really(self, part: Part, place: Span, said: Sequence[str]) -> bool:
        """Whether more than the first words are there."""
        numbers = [i for i, origin in enumerate(part.written.origins) if origin == (place.path, place.line)]
        if not numbers:
            return False
        line = " ".join(part.written.text.split("\n")[numbers[0] : numbers[0] + 4])
        return _within(said[: 2 * _TELLING], words(line))

    def held(self, leaf: Leaf, begin: int, end: int) -> str:
        """The citations that a leaf has among some of its letters or right beside them, and where their records are."""
        keys = [
            key
            for i in range(max(begin - 2, 0), min(end + 2, len(leaf.text)))
            if leaf.text[i] == ATOM
            for key in _keys(leaf.marks[i][-1])
        ]
        places = [f"`@{key}`" + (f" ({self._library.places[key]})" if key in self._library.places else "")
                  for key in dict.fromkeys(keys)]  # fmt: skip
        return ", ".join(places)


def _keys(mark: str) -> list[str]:
    kind, _, held = mark.partition(" ")
    if kind != "Cite":
        return []
    return [str(one["citationId"]) for one in msgspec.json.decode(held)[0]]


def _texts(value: Any, above: str) -> list[tuple[str, str]]:
    """Every text among settings, by its key path."""
    if isinstance(value, str):
        return [(above, value)]
    if isinstance(value, Mapping):
        return [found for key, inner in value.items() for found in _texts(inner, f"{above}.{key}".lstrip("."))]
    if isinstance(value, list | tuple):
        return [found for i, inner in enumerate(value) for found in _texts(inner, f"{above}.{i}")]
    return []


def _within(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether some words stand among others, next to each other."""
    length = len(one)
    return any(list(other[i : i + length]) == list(one) for i in range(len(other) - length + 1))
