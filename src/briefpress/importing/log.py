"""What happens to a document on its way in; findings out: what was changed, and what wasn't carried over."""

from __future__ import annotations

from collections import defaultdict

from briefpress.diagnostics import Diagnostic, Span, finding


class Refusal(Exception):  # noqa: N818  # it is told to the author as a finding, not raised at one
    """A file that no section can be made of: what is wrong, what to do, and the line where one is to blame."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column


class Log:
    """Gathers what is to be told of one document. Lines count from 1; 0 stands for the document as a whole."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: list[Diagnostic] = []
        self._changes: dict[tuple[str, str], list[int]] = defaultdict(list)

    def place(self, line: int, column: int = 0) -> Span:
        """A place in the document."""
        return Span(self.path, line, column)

    def left(self, message: str, hint: str, line: int = 0) -> None:
        """Something wasn't carried over."""
        self._found.append(finding("IMP002", message, self.place(line), hint))

    def note(self, message: str, hint: str, line: int = 0) -> None:
        """Something that the author will want to know."""
        self._found.append(finding("IMP001", message, self.place(line), hint))

    def lost(self, words: list[str]) -> None:
        """Words of the document are in no section."""
        named = ", ".join(f"“{w}”" for w in words[:8]) + (f" and {len(words) - 8} more" if len(words) > 8 else "")
        hint = "Look for them in the document, and put them in by hand."
        self._found.append(finding("IMP004", f"These words aren't in the section: {named}.", self.place(0), hint))

    def changed(self, what: str, line: int, hint: str = "Look at it once; nothing else has to be done.") -> None:
        """Something was written otherwise: each kind is told once, with how often and where first."""
        self._changes[what, hint].append(line)

    def adopt(self, other: Log) -> None:
        """What is to be told of a file that this one includes."""
        self._found += other.findings()

    def findings(self) -> tuple[Diagnostic, ...]:
        """All that is to be told."""
        told = []
        for (what, hint), lines in self._changes.items():
            times = f" ({len(lines)} times)" if len(lines) > 1 else ""
            told.append(finding("IMP001", f"{what}{times}.", self.place(min(lines)), hint))
        return (*self._found, *told)
