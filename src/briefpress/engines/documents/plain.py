"""A plain text in; its paragraphs, and its pages where form feeds part them, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from briefpress.engines.documents.charset import decoded
from briefpress.engines.documents.laid import Block

_BREAK = re.compile(r"\n[ \t]*\n\s*")
_LONG = 120
"""Letters of a line that no program wrapped."""
_ENDED = re.compile(r"[.!?:…。؟][\"'”’»)\]]*$")


def read(data: bytes, first_page: int) -> list[Block]:
    """The paragraphs of a text; its pages are counted from `first_page` where form feeds part them."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n").strip("\f\n ")
    sheets = text.split("\f")
    blocks: list[Block] = []
    for index, sheet in enumerate(sheets):
        page = str(first_page + index) if len(sheets) > 1 else ""
        for place, words in enumerate(_paragraphs(sheet)):
            goes_on = place == 0 and bool(blocks) and _goes_on(blocks[-1].words, words)
            blocks.append(Block(words, page, goes_on))
    return blocks


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
