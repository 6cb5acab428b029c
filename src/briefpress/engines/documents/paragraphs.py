"""The lines of a PDF's pages in the order of reading in; its paragraphs, notes behind the text of their page, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from briefpress.engines.documents.laid import CELLS, Block
from briefpress.engines.documents.pieces import Piece

_ENDED = re.compile(r"[.!?:;…。؟][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•‣◦▪●○■–—*-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_NOTE = re.compile(r"(?:\[?(\d{1,3})[\].):]?\s|[*†‡§¶]+\s?)\S")
_LOOSE = 1.35
"""From how many of the usual distances between lines on a new paragraph begins."""
_OTHER_SIZE = 0.12
_SMALL = 0.93
"""The height of the letters of notes, at most, as a share of that of the text."""


def body_height(flows: Sequence[Sequence[Piece]]) -> float:
    """The height of the lines of a document's text: the largest in which a fifth of its letters are at least."""
    sizes: Counter[float] = Counter()
    for flow in flows:
        for line in flow:
            sizes[round(line.height * 2) / 2] += len(line.words)
    total = sizes.total()
    return max((size for size, letters in sizes.items() if letters >= total / 5), default=0.0)


def blocks(pages: Sequence[tuple[str, list[list[Piece]]]]) -> Iterator[Block]:
    """The paragraphs of pages, each with its name and its columns."""
    usual = body_height([flow for _, flows in pages for flow in flows])
    last: list[Piece] | None = None
    last_right = 0.0
    noted: list[Piece] | None = None
    for page, flows in pages:
        open_note = noted is not None and not _ENDED.search(noted[-1].words)
        texts, notes = _parted(flows, usual, open_note)
        found: list[tuple[list[Piece], bool]] = []
        for flow in texts:
            right = max(line.right for line in flow)
            left = _margin(flow)
            for place, paragraph in enumerate(_paragraphs(flow)):
                below = bool(found) and last is not None and flow[0].middle < last[-1].middle
                goes_on = place == 0 and last is not None and _goes_on(last, last_right, paragraph, left, below)
                if goes_on and found:
                    found[-1] = found[-1][0] + paragraph, found[-1][1]
                else:
                    found.append((paragraph, goes_on))
                last, last_right = found[-1][0], right
        yield from (Block(_words(lines), page, goes_on) for lines, goes_on in found)
        for place, lines in enumerate(notes):
            goes_on = place == 0 and noted is not None and not _NOTE.match(lines[0].words)
            yield Block(_words(lines), page, goes_on, note=True)
        noted = notes[-1] if notes else None


def _words(lines: list[Piece]) -> str:
    return "\n".join(line.words for line in lines)


def _parted(flows: list[list[Piece]], usual: float, open_note: bool) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The columns of a page without the notes at their foot, and those notes; at first the rest of an open one."""
    texts: list[list[Piece]] = []
    notes: list[list[Piece]] = []
    body = [line for flow in flows for line in flow if line.height > _SMALL * usual]
    for flow in flows:
        at = len(flow)
        while at and flow[at - 1].height <= _SMALL * usual and CELLS not in flow[at - 1].words:
            at -= 1
        while at < len(flow) and not open_note and not _NOTE.match(flow[at].words):
            at += 1
        small = flow[at:]
        # An annex in small letters has no notes, and no text stands below those of a page.
        if not any(_NOTE.match(line.words) for line in small) or not body or _is_above(small[0], body):
            small, at = [], len(flow)
        for line in small:
            if line is small[0] or _begins_note(line, notes[-1][0]):
                notes.append([line])
            else:
                notes[-1].append(line)
        if at:
            texts.append(flow[:at])
    return texts, notes


def _is_above(line: Piece, body: list[Piece]) -> bool:
    return any(b.middle < line.middle and b.left < line.right and b.right > line.left for b in body)


def _begins_note(line: Piece, before: Piece) -> bool:
    """Whether a line begins a note: by its mark, and if that is a number, as the next of the note before."""
    match, last = _NOTE.match(line.words), _NOTE.match(before.words)
    if match is None:
        return False
    return match[1] is None or last is None or last[1] is None or int(match[1]) == int(last[1]) + 1


def _margin(flow: list[Piece]) -> float:
    return Counter(round(line.left) for line in flow).most_common(1)[0][0]


def _paragraphs(flow: list[Piece]) -> Iterator[list[Piece]]:
    """The paragraphs of a column, by the distance of lines, the size of letters, indents, items, short last lines."""
    gaps = [a.middle - b.middle for a, b in pairwise(flow) if _alike(a, b)]
    usual = median(gaps) if gaps else 0.0
    for block in _blocks(flow, usual):
        right = max(line.right for line in block)
        paragraph = [block[0]]
        for line in block[1:]:
            if _begins(paragraph, line, right):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        yield paragraph


def _blocks(flow: list[Piece], usual: float) -> Iterator[list[Piece]]:
    block = [flow[0]]
    for line in flow[1:]:
        gap = block[-1].middle - line.middle
        # The median is of the whole column: lines that are set tighter or wider have the height of their letters.
        wide = gap > _LOOSE * min(max(usual, line.height * 0.8), line.height * 1.9)
        if wide or not _alike(block[-1], line):
            yield block
            block = []
        block.append(line)
    yield block


def _alike(a: Piece, b: Piece) -> bool:
    return abs(a.height - b.height) <= _OTHER_SIZE * max(a.height, b.height)


def _begins(paragraph: list[Piece], line: Piece, right: float) -> bool:
    """Whether a line begins a paragraph below the lines of another."""
    before, em = paragraph[-1], line.height * 0.8
    indent = 0.5 * em
    if CELLS in line.words:
        return True
    if before.inner and abs(line.left - before.inner) <= indent:
        return False
    if _ITEM.match(line.words) and (_ENDED.search(before.words) or line.left <= paragraph[0].left + 1):
        # A dash at the head of a line may be the writer's own, within a sentence.
        return not before.words.endswith("-") and not (line.words[0] in "–—-" and not _ITEM.match(paragraph[0].words))
    if _is_centred(before, line):
        return False
    if len(paragraph) > 1 and abs(line.left - paragraph[1].left) > indent:
        return True
    ended = bool(_ENDED.search(before.words))
    fits = before.right + 0.3 * em + line.first < right - 1
    if len(paragraph) == 1 and fits and line.words[:1].isupper() and not _ITEM.match(before.words):
        return True  # a heading in letters of the same size
    if len(paragraph) == 1 and line.left > before.left + indent and not _ITEM.match(before.words):
        return ended or fits  # else the first line hangs, as in a list of references
    return fits and ended


def _is_centred(a: Piece, b: Piece) -> bool:
    return abs(a.left - b.left) > 2 and abs((a.left + a.right) - (b.left + b.right)) < 3


def _goes_on(last: list[Piece], right: float, paragraph: list[Piece], left: float, below: bool) -> bool:
    """Whether a column or page goes on with the last paragraph of the one before, above it (`below`) or not."""
    before, line = last[-1], paragraph[0]
    if not _alike(before, line) or _ITEM.match(line.words) or CELLS in before.words:
        return False
    if below and before.middle - line.middle > _LOOSE * line.height:
        return False
    if before.words.endswith("-") or line.words[:1].islower():
        return True
    full = before.right + 0.25 * line.height + line.first > right
    if not _ENDED.search(before.words):
        return full
    # A single line tells nothing of how wide its column is.
    return full and len(last) > 1 and line.left <= left + 0.4 * line.height
