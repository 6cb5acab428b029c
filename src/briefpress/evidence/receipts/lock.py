"""The text of sources/evidence.lock in; its receipts, and findings for lines that can't be believed, out; and back.

One receipt a line, its fields parted by spaces: key, kind, fingerprint of the claim, SHA-256 of the document, page and
paragraph, verdict, day, fingerprint of the passage, check of the line. A field that has no value is `-`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import get_args
from urllib.parse import quote, unquote

from briefpress import files
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.ledger import SOUND, Kind, Verdict
from briefpress.model import LOCK, SourceText

VERSION = 1
_HEADER = f"# Evidence of a brief, version {VERSION}"
_ADVICE = "# Made by `briefpress verify --lock`. In a merge keep the lines of both sides."
_HEADING = re.compile(r"# Evidence of a brief, version (\d{1,9})")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_PRINT = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a claim was found in a document: both by their fingerprints, where, how, and on which day.

    `passage` is the fingerprint of what a pin is tied to. `line` is where the lock has it, 0 for a new one.
    """

    key: str
    kind: Kind
    claim: str
    document: str
    page: str
    paragraph: int
    verdict: Verdict
    day: datetime.date
    passage: str = ""
    line: int = field(default=0, compare=False)

    @property
    def of(self) -> tuple[str, str, str]:
        """What it is a receipt of: two with the same are one finding."""
        return self.key, self.kind, self.claim

    @property
    def span(self) -> Span:
        """Its place in the lock."""
        return Span(LOCK, self.line)


@dataclass(frozen=True, slots=True)
class Lock:
    """The receipts of a brief that can be believed, in the order of their lines.

    One that isn't `ours` is of another version, or no lock at all, and is not to be overwritten. `spoiled` are the
    numbers of the lines that can't be believed.
    """

    receipts: tuple[Receipt, ...] = ()
    ours: bool = True
    spoiled: tuple[int, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The sources whose documents somebody has had."""
        return frozenset(receipt.key for receipt in self.receipts)


def read(source: SourceText | None) -> Outcome[Lock]:
    """The receipts of a lock. A line that a merge has left, or whose check doesn't fit, is told and not believed."""
    if source is None:
        return Outcome(Lock())
    lines = source.text.split("\n")
    heading = _HEADING.fullmatch(lines[0].rstrip())
    if heading is None or int(heading[1]) != VERSION:
        return Outcome(Lock(ours=False), (_foreign(heading),))
    receipts: list[Receipt] = []
    spoiled: list[int] = []
    found: list[Diagnostic] = []
    for number, line in enumerate(lines, 1):
        if _CONFLICT.match(line):
            found.append(_conflict(number, line))
        elif line.strip() and not line.startswith("#"):
            receipt = _receipt(line.rstrip(), number)
            if receipt is None:
                spoiled.append(number)
                found.append(_tampered(number))
            else:
                receipts.append(receipt)
    return Outcome(Lock(tuple(receipts), spoiled=tuple(spoiled)), tuple(found))


def _foreign(heading: re.Match[str] | None) -> Diagnostic:
    if heading is None:
        said = f"The file doesn't begin with `{_HEADER}`, so none of its lines is believed."
        hint = "Put it back as it was, or delete it and run `briefpress verify --lock` where the documents are."
    else:
        said = f"The lock is of version {heading[1]}; this program reads version {VERSION}."
        hint = (
            "Use the Briefpress that wrote it, or delete it and run `briefpress verify --lock` where the documents are."
        )
    return finding("LOCK002", said, Span(LOCK, 1), hint)


def _conflict(number: int, line: str) -> Diagnostic:
    said = f"A merge left its mark here: `{line.split(' ')[0]}`."
    hint = "`briefpress verify --lock` takes the marks out and keeps the lines of both sides that are true."
    return finding("LOCK001", said, Span(LOCK, number), hint)


def _tampered(number: int) -> Diagnostic:
    said = "The line isn't as `verify --lock` wrote it: its check doesn't fit. It is not believed."
    hint = "Put it back as it was, or delete it and run `briefpress verify --lock` where the document is."
    return finding("LOCK003", said, Span(LOCK, number), hint)


def _receipt(line: str, number: int) -> Receipt | None:
    """A line as a receipt; None where it isn't one."""
    body, _, check = line.rpartition(" ")
    fields = body.split(" ")
    if check != _check(body) or len(fields) != 9:
        return None
    key, kind, claim, document, page, paragraph, verdict, day, passage = fields
    formed = _PRINT.fullmatch(claim) and _SHA256.fullmatch(document) and (passage == "-" or _PRINT.fullmatch(passage))
    if not formed or kind not in get_args(Kind) or verdict not in SOUND:
        return None
    try:
        found = datetime.date.fromisoformat(day)
        at = 0 if paragraph == "-" else int(paragraph)
    except ValueError:
        return None
    # Earlier locks say `agrees` of a pin.
    verdict = "pinned" if kind == "pin" else verdict
    where = "" if page == "-" else unquote(page)
    seen = "" if passage == "-" else passage
    return Receipt(unquote(key), kind, claim, document, where, at, verdict, found, seen, number)  # type: ignore[arg-type]


def written(receipts: Iterable[Receipt]) -> str:
    """The text of a lock: sorted, each receipt once."""
    return "\n".join((_HEADER, _ADVICE, *sorted({_line(receipt) for receipt in receipts}), ""))


def _line(receipt: Receipt) -> str:
    body = " ".join(
        (
            _field(receipt.key),
            receipt.kind,
            receipt.claim,
            receipt.document,
            _field(receipt.page),
            str(receipt.paragraph or "-"),
            receipt.verdict,
            receipt.day.isoformat(),
            receipt.passage or "-",
        )
    )
    return f"{body} {_check(body)}"


def _field(value: str) -> str:
    """A field without a space, and never `-`, which stands for none."""
    return {"": "-", "-": "%2D"}.get(value) or quote(value, safe="")


def _check(body: str) -> str:
    """What shows that a line was changed by hand or by a merge. It is no signature: whoever runs this can forge it."""
    return files.sha256(f"{VERSION} {body}".encode())[:12]


def sorted_lines(lock: Lock) -> bool:
    """Whether the receipts stand in the order in which they are written, each once."""
    lines = [_line(receipt) for receipt in lock.receipts]
    return all(a < b for a, b in pairwise(lines))
