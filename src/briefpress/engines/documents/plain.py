"""A plain text in; its paragraphs, and its pages where form feeds part them, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from briefpress.engines.documents.charset import decoded
from briefpress.engines.documents.laid import Block
from briefpress.engines.documents.pieces import Piece, Sheet

_BREAK = re.compile(r"\n[ \t]*\n\s*")
_LONG = 120
"""Letters of a line that no program wrapped."""
_LINE = 12.0
_EDGE = 4
_HEIGHT = 300.0
"""The height of a page, of which four lines at head and foot are the zones where running heads are looked for."""
_ENDED = re.compile(r"[.!?:…。؟][\"'”’»)\]]*$")


def read(data: bytes, first_page: int) -> list[Block]:
    """The paragraphs of a text; its pages are counted from `first_page` where form feeds part them."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n").strip("\f\n ")
    sheets = text.split("\f")
    if len(sheets) > 1:
        sheets = _without_heads(sheets)
    blocks: list[Block] = []
    for index, sheet in enumerate(sheets):
        page = str(first_page + index) if len(sheets) > 1 else ""
        for place, words in enumerate(_paragraphs(sheet)):
            goes_on = place == 0 and bool(blocks) and _goes_on(blocks[-1].words, words)
            blocks.append(Block(words, page, goes_on))
    return blocks


def _without_heads(sheets: list[str]) -> list[str]:
    """The pages without the lines at head and foot that repeat or count them, told as those of a PDF are."""
    from briefpress.engines.documents import running_heads  # few texts have pages

    pages = [sheet.split("\n") for sheet in sheets]
    kept = running_heads.without([_set(lines) for lines in pages])
    gone = [{int(p.left) for p in _set(lines).pieces} - {int(p.left) for p in sheet.pieces}
            for lines, sheet in zip(pages, kept, strict=True)]  # fmt: skip
    return [
        "\n".join("" if at in out else line for at, line in enumerate(lines))
        for lines, out in zip(pages, gone, strict=True)
    ]


def _set(lines: list[str]) -> Sheet:
    """The lines of a page as if they were set: those at its head and foot at the same heights on every page.

    Each stands as far to the right as its number among the lines.
    """
    written = [at for at, line in enumerate(lines) if line.strip()]
    pieces = []
    for rank, at in enumerate(written):
        below = len(written) - 1 - rank
        middle = _HEIGHT - _LINE * rank if rank <= below else _LINE * below
        middle = middle if min(rank, below) < _EDGE else _HEIGHT / 2
        pieces.append(Piece(" ".join(lines[at].split()), at, middle - _LINE / 3, at + 1, middle + _LINE / 3, 1))
    return Sheet(tuple(pieces), 1, _HEIGHT)


def _paragraphs(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.split("\n")]
    written = [line for line in lines if line]
    if written and median(map(len, written)) > _LONG:
        yield from written
        return
    for part in _BREAK.split("\n".join(line.rstrip() for line in text.split("\n"))):
        if words := "\n".join(line.strip() for line in part.strip().split("\n")):
            yield words


def _goes_on(before: str, words: str) -> bool:
    """Whether the last paragraph of a page goes on at the head of the next: it isn't at its end, and nothing begins."""
    return not _ENDED.search(before) and (before.endswith(("-", ",", ";")) or words[:1].islower())
