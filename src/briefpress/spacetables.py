"""A section's text in; the words in its tables of spaces and dashes that the edge of a column would cut in two, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from briefpress.scan import mask_code
from briefpress.strays import Stray

_RULE = re.compile(r" {0,3}-+(?: +-+)+ *")
_GRID = re.compile(r" *\+(?:[-=:]+\+)+ *")
_DASHES = re.compile(r" {0,3}-[- ]*")
_BOUNDARY = re.compile(r"[ \t]*(?::::|#{1,6}[ \t].*|$)")
_OTHER = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|[>|#<]|\+[-=]|:::)")
"""What begins a line that heads no table."""


def cuts(text: str) -> list[Stray]:
    """Each row of pandoc's simple and multiline tables in which a word stands across the edge of a column."""
    lines, masked = text.split("\n"), mask_code(text).split("\n")
    out = []
    end = 0
    for n, rule in enumerate(masked):
        if n < end or not _RULE.fullmatch(rule):
            continue
        begin, end = _rows(masked, n)
        edges = [match.start() for match in re.finditer("-+", rule)]
        for row in (*range(begin, n), *range(n + 1, end)):
            if (found := next(_cut(lines[row], edges), None)) and masked[row].strip():
                column, word = found
                said = f"The edge of a column would cut “{word}” in two."
                hint = "Make the column's rule of dashes longer, or write the table with bars: `| Year | Level |`."
                out.append(Stray(row + 1, column + 1, "TBL002", said, hint))
    return out


def columned(masked: str) -> frozenset[int]:
    """The lines, from 0, of tables whose cells are told apart by where they stand; code in the text is blanked out."""
    lines = masked.split("\n")
    found: set[int] = set()
    for n, rule in enumerate(lines):
        if _RULE.fullmatch(rule):
            found.update(range(*_rows(lines, n)))
        elif _GRID.fullmatch(rule):
            begin = end = n
            while begin and lines[begin - 1].lstrip().startswith(("|", "+")):
                begin -= 1
            while end + 1 < len(lines) and lines[end + 1].lstrip().startswith(("|", "+")):
                end += 1
            found.update(range(begin, end + 1))
    return frozenset(found)


def _rows(lines: list[str], rule: int) -> tuple[int, int]:
    """From where to where the table of a rule goes, its head too; both the rule itself where there is no table."""
    none = rule, rule
    after = next((i for i in range(rule + 1, len(lines)) if not lines[i].strip()), len(lines))
    if after == rule + 1 or _DASHES.fullmatch(lines[rule + 1]):
        return none
    close = next((i for i in range(rule + 1, len(lines)) if _DASHES.fullmatch(lines[i])), len(lines))
    closed = close < len(lines) and not "".join(lines[close + 1 : close + 2]).strip()
    head = rule
    while head and not _BOUNDARY.fullmatch(lines[head - 1]):
        head -= 1
    if head < rule and _DASHES.fullmatch(lines[head]):
        return (head + 1, close) if closed else none
    if head == rule:
        return (rule, close) if closed else none
    return (head, min(after, close)) if head == rule - 1 and not _OTHER.match(lines[head]) else none


def _cut(line: str, edges: list[int]) -> Iterator[tuple[int, str]]:
    """The words of a line that stand across an edge, each with its place. A letter may take two cells, or none."""
    before = [0, *accumulate(_width(letter) for letter in line)]
    for match in re.finditer(r"\S+", line):
        if any(before[match.start()] < edge < before[match.end()] for edge in edges):
            yield match.start(), match[0]


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
