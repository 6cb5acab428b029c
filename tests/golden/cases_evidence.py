"""Briefs with a pin, a receipt or an unseen source that can't be right, by what is wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from briefpress.cli import main
from golden.cases import PIXEL, RIVER, SOUND, Case, text

DOCUMENT = "sources/documents/marsh2020.txt"
LOCK = "sources/evidence.lock"
SURVEY = "The river has always been low in May.\n\nNobody owns its water.\n\nThe bridge stands where it stood.\n"
ACCESSION = f"file: marsh2020.txt\nsha256: {'0' * 64}\nadded: 2026-01-15\nrights: private\n"
PINNED = "[The water is everyone's]{.claim pin=%s} [@marsh2020].\n"
QUOTED = 'Marsh says "always been low in May" [@marsh2020].\n'


def pin(written: str, document: str = SURVEY) -> Case:
    """A brief with a part of a sentence pinned to a passage of a document."""
    return text(PINNED % f'"{written}"', files={DOCUMENT: document} if document else {})


def locked(words: str, *changes: Callable[[Path], object]) -> Case:
    """A brief whose lock was written before something changed."""

    def prepare(root: Path) -> None:
        done = CliRunner().invoke(main, ["-C", str(root), "-q", "verify", "--lock"], env={"SOURCE_DATE_EPOCH": EPOCH})
        assert done.exit_code == 0, done.output
        shutil.rmtree(root / ".briefpress")
        for change in changes:
            change(root)

    return Case((RIVER + words,), {"files": {DOCUMENT: SURVEY}}, prepare)


EPOCH = "1768435200"
"""15 January 2026."""


def rewrite(name: str, old: str, new: str) -> Callable[[Path], object]:
    """Writes other words into a file, which has the old ones."""

    def change(root: Path) -> None:
        before = (root / name).read_text()
        assert re.search(old, before)
        (root / name).write_text(re.sub(old, new, before, count=1))

    return change


def put(name: str, content: str) -> Callable[[Path], object]:
    """Writes a file."""
    return lambda root: (root / name).write_text(content)


PINS = {
    "pin-without-form": pin("marsh2020, p. 3"),
    "pin-to-an-unknown-key": pin("mash2020#p2"),
    "pin-to-no-paragraph": pin("marsh2020#par12"),
    "pin-to-a-page-of-a-document-without-pages": pin("marsh2020#p2.1"),
    "pin-not-checked": pin("marsh2020#p2", document=""),
    "pin-not-checked-though-the-document-is-known": text(
        PINNED % '"marsh2020#p2"', files={"sources/documents/marsh2020.source.yaml": ACCESSION}),
    "pin-of-a-heading": text("## The water {pin=marsh2020#p2}\n\nIt is low.\n", files={DOCUMENT: SURVEY}),
    "pin-of-a-picture": text(
        "![The water](low.png){pin=marsh2020#p2 alt=x}\n", files={DOCUMENT: SURVEY, "report/low.png": PIXEL}),
    "pin-of-a-paragraph": text("::: {.claim pin=marsh2020#p2}\nThe water is low.\n:::\n", files={DOCUMENT: SURVEY}),
    "pin-missing-at-a-claim": text("[The water is everyone's]{.claim} [@marsh2020].\n", files={DOCUMENT: SURVEY}),
    "pin-to-another-passage-than-the-quotation": text(
        '[Marsh says "always been low in May"]{.claim pin="marsh2020#p2"} [@marsh2020].\n', files={DOCUMENT: SURVEY}),
    "pin-to-a-passage-that-moved": locked(
        PINNED % "marsh2020#p2", put(DOCUMENT, f"A new beginning.\n\n{SURVEY}")),
    "pin-to-a-passage-that-was-changed": locked(
        PINNED % "marsh2020#p2", put(DOCUMENT, SURVEY.replace("Nobody owns", "The crown owns"))),
    "unseen-that-has-no-record": Case((SOUND,), {"settings": "evidence: {unseen: {mash2020: The page was gone.}}\n"}),
    "unseen-that-has-a-document": Case((SOUND,), {
        "settings": "evidence:\n  unseen:\n    marsh2020: The page was gone.\n", "files": {DOCUMENT: SURVEY}}),
    "unseen-without-a-reason": Case((SOUND,), {"settings": "evidence: {unseen: {marsh2020: ''}}\n"}),
}  # fmt: skip

RECEIPTS = {
    "lock-that-is-none": text("It is low.\n", files={LOCK: "nothing\n"}),
    "lock-not-utf-8": text("It is low.\n", files={LOCK: "# caf\xe9\n".encode("latin-1")}),
    "lock-a-folder": text("It is low.\n", files={f"{LOCK}/x": ""}),
    "lock-of-another-version": text("It is low.\n", files={LOCK: "# Evidence of a brief, version 2\nx y z\n"}),
    "lock-with-marks-of-a-merge": locked(
        QUOTED, rewrite(LOCK, r"\n(marsh.*\n)", r"\n<<<<<<< HEAD\n=======\n\1>>>>>>> b\n")),
    "lock-with-a-changed-line": locked(QUOTED, rewrite(LOCK, "2026-01-15", "2026-11-15")),
    "lock-with-a-torn-line": locked(QUOTED, rewrite(LOCK, r" exact .*", "")),
    "receipt-of-a-quotation-that-was-changed": locked(
        QUOTED, rewrite("report/01-section.md", "always been", "ever been"), lambda root: (root / DOCUMENT).unlink()),
    "receipt-of-another-document": locked(QUOTED, rewrite(DOCUMENT, "May", "May and June")),
    "receipt-of-another-document-than-its-record-tells-of": locked(
        QUOTED, lambda root: (root / DOCUMENT).unlink(), put("sources/documents/marsh2020.source.yaml", ACCESSION)),
    "receipt-that-stands-twice": locked(QUOTED, rewrite(LOCK, r"(marsh.*\n)", r"\1\1")),
}  # fmt: skip
