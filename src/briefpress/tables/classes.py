"""What a table of data has beyond the cells of its rows, in; the classes by which others know it, out."""

from __future__ import annotations

CALLS, BLANK = "table-calls", "table-blank"
"""Of what isn't a cell's own words: the letters of its notes, and the blanks that put it in its place."""

TOTALS = "totals"
"""Of the body that holds the totals."""
