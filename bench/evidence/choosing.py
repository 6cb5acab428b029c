"""The texts of the benchmark in; quotations.yaml out: quotations chosen by lot, each with one thing done to it.

    python bench/evidence/choosing.py

The lot is always the same. What it writes is committed, and was read by people, one by one.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import cases
import yaml
from desk import Desk, Drawn
from tamperings import TAMPERED
from variations import FAITHFUL

import corpus
from corpus import squashed

LEADS = (
    "The text is plain on this:",
    "In its own words,",
    "As the document puts it,",
    "One passage stands out:",
    "The source says that",
    "It states:",
    "On this point we read:",
    "Few were ready for the sentence",
)


def chosen(folder: Path, number: int = 0) -> list[dict[str, str]]:
    """All quotations, first the faithful ones, in the order of what was done to them; by another lot for a number."""
    known = corpus.sources()
    made = corpus.make(known, folder)
    rows: list[dict[str, str]] = []
    used: set[str] = set()
    for label, (do, count, expected) in {**FAITHFUL, **TAMPERED}.items():
        lot = random.Random(f"{label}{number or ''}")  # noqa: S311 - a lot that is always the same
        keys = sorted(known)
        lot.shuffle(keys)
        got = 0
        for key in keys * 6:
            if got == count:
                break
            desk = Desk(known[key], made[key], known, lot)
            drawn = do(desk)
            if drawn is None or drawn.passage in used or not _true(desk, drawn, label):
                continue
            used.add(drawn.passage)
            rows.append(_row(label, key, drawn, expected, LEADS[len(rows) % len(LEADS)]))
            got += 1
        if got < count:
            print(f"{label}: {got} of {count}")
    return rows


def _true(desk: Desk, drawn: Drawn, label: str) -> bool:
    """Whether what was done shows: a tampered quotation is nowhere in the document as it now is."""
    if label in FAITHFUL or label in ("punctuation", "cut in a number or word", "another source", "another page"):
        return True
    if label in ("order of parts", "merge over pages", "word in a gapped quotation"):
        return True
    return not all(squashed(piece) in desk.letters for piece in cases.pieces(drawn.words))


def _row(label: str, key: str, drawn: Drawn, expected: str, lead: str) -> dict[str, str]:
    row = {"done": label, "document": key, "passage": drawn.passage, "words": drawn.words, "lead": drawn.lead or lead}
    row |= {k: v for k in ("tail", "marks", "form", "locator", "cites", "via") if (v := getattr(drawn, k))}
    if drawn.form == "block":
        del row["lead"]
    return {**row, "expected": expected}


def main() -> None:
    """Write quotations.yaml."""
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        rows = chosen(Path(folder))
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=110)
    (corpus.HERE / "quotations.yaml").write_text(text.replace("\n- done:", "\n\n- done:"), "utf-8")
    print(len(rows))


if __name__ == "__main__":
    main()
