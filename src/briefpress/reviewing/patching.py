"""Cuts in sections as pandoc reads them in; the author's files with them, out, each letter else as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefpress import files
from briefpress.model import Written
from briefpress.reviewing.edits import Cut, applied
from briefpress.reviewing.matching import Part

_LINE_END = re.compile(r"\r\n|\r|\n")


class Sources:
    """The files that sections are written in, as they are on disk."""

    def __init__(self, root: Path, written: Iterable[Written]) -> None:
        self._root = root
        self._texts: dict[str, str] = {}
        self._lines = Counter(origin for one in written for origin in one.origins)

    def refusal(self, part: Part, cuts: Sequence[Cut]) -> str:
        """Why cuts can't be made in the author's files; nothing where they can."""
        return next((said for cut in cuts for said in [self._place(part, cut)] if isinstance(said, str)), "")

    def patched(self, cuts: Iterable[tuple[Part, Cut]]) -> dict[str, bytes]:
        """The files that change, by their paths from the brief's folder, with the cuts made."""
        by_path: dict[str, list[Cut]] = {}
        for part, cut in cuts:
            place = self._place(part, cut)
            if isinstance(place, str):
                raise ValueError(place)
            path, begin, end = place
            found = _LINE_END.search(self._text(path))
            text = cut.text.replace("\n", found[0]) if found else cut.text
            by_path.setdefault(path, []).append(Cut(begin, end, text))
        return {path: applied(self._text(path), own).encode() for path, own in by_path.items()}

    def _text(self, path: str) -> str:
        if path not in self._texts:
            try:
                data = files.read_inside(self._root, self._root / path)
                self._texts[path] = data.decode()
            except (OSError, ValueError, files.OutsideBriefError):
                self._texts[path] = ""
        return self._texts[path]

    def _place(self, part: Part, cut: Cut) -> tuple[str, int, int] | str:
        """The file in which a cut is, and the letters of it; or why it can't be made there."""
        text, origins = part.written.text, part.written.origins
        first = text.count("\n", 0, cut.begin)
        last = text.count("\n", 0, cut.end)
        # What ends at the end of a line takes nothing of the next one.
        bare = last - 1 if last > first and text[cut.end - 1] == "\n" else last
        touched = origins[first : bare + 1]
        if not touched or len({path for path, _ in touched}) > 1 or touched[-1][1] - touched[0][1] != bare - first:
            return "it reaches over the edge of an included file"
        if any(self._lines[origin] > 1 for origin in touched):
            return "it is in a file that is included more than once"
        path = touched[0][0]
        whole = self._text(path)
        lines = _LINE_END.split(whole.removeprefix("\ufeff"))
        # The byte order mark is no letter of the first line.
        starts = [len(whole) - len(whole.removeprefix("\ufeff")), *(m.end() for m in _LINE_END.finditer(whole))]
        written = text.split("\n")
        for index, (_, number) in enumerate(touched, first):
            if number > len(lines) or lines[number - 1] != written[index]:
                return f"a variable stands on the line: {path}:{number}"
        number = touched[0][1]
        begin = starts[number - 1] + _column(text, cut.begin)
        number += last - first
        end = starts[number - 1] + _column(text, cut.end) if number <= len(starts) else len(whole)
        return path, begin, end


def _column(text: str, offset: int) -> int:
    """How many letters stand before an offset on its line."""
    return offset - (text.rfind("\n", 0, offset) + 1)
