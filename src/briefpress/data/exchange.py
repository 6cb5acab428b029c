"""The rows that were chosen of a file of data, whatever kind it is, in; the same as CSV (RFC 4180) out."""

from __future__ import annotations

import csv
import io

from briefpress.data.rows import Data
from briefpress.data.selection import Selection


def is_whole(wanted: Selection) -> bool:
    """Whether a selection is all of a CSV file, which then needs no other CSV."""
    return wanted.data.lower().endswith(".csv") and not wanted.where and wanted.query is None


def csv_of(data: Data) -> str:
    """The rows with their header, cells as the file writes them, lines that end as RFC 4180, 2, has it."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(data.columns)
    texts = data.texts or [{name: str(value) for name, value in row.items()} for row in data.rows]
    rows.writerows([row[name] for name in data.columns] for row in texts)
    return written.getvalue()
