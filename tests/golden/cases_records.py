"""Briefs with one fault each in the records of their data. tests/golden/cases.py says what a case is."""

from __future__ import annotations

from hashlib import sha256

from golden.cases import Case, text

LEVELS = "year,level\n2024,3\n2025,2\n"
SHA = sha256(LEVELS.encode()).hexdigest()
TABLE = "```{.table #tbl:levels}\ndata: ../sources/data/levels.csv\ncaption: The levels\n```\n\nSee @tbl:levels.\n"
PATH = "sources/data/levels.csv"


def record(said: str | None, words: str = TABLE, **more: str) -> Case:
    """A brief with a table of a file whose record says this."""
    kept = {f"{PATH}.source.yaml": said} if said is not None else {}
    return text(words, files={PATH: LEVELS, **kept, **more})


RECORDS = {
    "data-without-a-record": record(None, f"{TABLE}\n{TABLE.replace('tbl:levels', 'tbl:again')}"),
    "data-that-was-changed": record(f"source: marsh2020\nsha256: {'0' * 64}\n"),
    "data-of-an-unknown-source": record(f"source: [marsh2020, marhs2020]\nsha256: {SHA}\n"),
    "data-of-an-unknown-source-that-no-line-cites": record(
        f"source: marhs2020\nsha256: {SHA}\n", TABLE.replace("caption:", 'source: ""\ncaption:')),
    "record-without-its-file": text("It is low.\n", files={f"{PATH}.source.yaml": f"sha256: {SHA}\n"}),
    "record-without-its-hash": record("source: marsh2020\n"),
    "record-with-an-unknown-key": record(f"sorce: marsh2020\nsha256: {SHA}\n"),
    "record-that-is-no-yaml": record("source: {\n"),
    "record-with-another-share": record(f"sha256: {SHA}\nshrink: 20\n"),
}  # fmt: skip
